package dev.realtime.testing.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The Redis of this platform, unpacked once per test run. */
final class RedisBinary {

	private static final String VERSION = "7.0.15";

	private static final Path PATH = unpack();

	private RedisBinary() {
	}

	static Path path() {
		return PATH;
	}

	private static Path unpack() {
		String name = "/redis-server-" + VERSION + "-" + system() + "-" + architecture();
		try (InputStream in = RedisBinary.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IllegalStateException("There is no Redis for this platform: " + name
						+ " is not on the class path. Add it, or run the tests on Linux or macOS");
			}
			Path folder = Files.createTempDirectory("redis-binary");
			Path binary = folder.resolve("redis-server");
			Files.copy(in, binary, StandardCopyOption.REPLACE_EXISTING);
			Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
			binary.toFile().deleteOnExit();
			folder.toFile().deleteOnExit();
			return binary;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String system() {
		return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
	}

	private static String architecture() {
		String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
		return name.contains("aarch64") || name.contains("arm64") ? "arm64" : name.contains("64") ? "amd64" : "386";
	}

}
