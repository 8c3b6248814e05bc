package dev.realtime.benchmark.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.sync.RedisCommands;

/**
 * A Redis of the soak's own that keeps nothing on disk, on 127.0.0.1 and a free port.
 */
final class RedisProcess implements AutoCloseable {

	private static final String VERSION = "7.0.15";

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final Path binary;

	private final int port;

	private final Process process;

	private final RedisClient client;

	private final RedisCommands<String, String> commands;

	private RedisProcess(Path binary, int port, Process process) {
		this.binary = binary;
		this.port = port;
		this.process = process;
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		this.client = RedisClient.create(uri());
		this.commands = connected();
	}

	/** Starts one that answers. */
	static RedisProcess start(Path logs) {
		try {
			Files.createDirectories(logs);
			Path binary = unpack();
			int port = freePort();
			Process process = new ProcessBuilder(List.of(binary.toString(), "--port", Integer.toString(port), "--bind",
					"127.0.0.1", "--save", "", "--dir", binary.getParent().toString()))
				.redirectErrorStream(true)
				.redirectOutput(logs.resolve("soak-redis.log").toFile())
				.start();
			return new RedisProcess(binary, port, process);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No Redis could be started", ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static Path unpack() throws IOException {
		String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT).contains("aarch64") ? "arm64"
				: "amd64";
		String name = "/redis-server-" + VERSION + "-linux-" + architecture;
		try (InputStream in = RedisProcess.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IOException(name + " is not on the class path: run this on Linux, on amd64 or arm64");
			}
			Path binary = Files.createTempDirectory("soak-redis").resolve("redis-server");
			Files.copy(in, binary, StandardCopyOption.REPLACE_EXISTING);
			Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
			return binary;
		}
	}

	private RedisCommands<String, String> connected() {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			try {
				return this.client.connect().sync();
			}
			catch (RedisConnectionException ex) {
				if (System.nanoTime() > deadline || !this.process.isAlive()) {
					throw ex;
				}
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
			}
		}
	}

	String uri() {
		return "redis://127.0.0.1:" + this.port;
	}

	/** How many keys there are of each kind; names are rt:cluster:{tag}:kind:rest. */
	Map<String, Long> keys() {
		Map<String, Long> keys = new TreeMap<>();
		for (String key : this.commands.keys("*")) {
			String[] parts = key.split(":", 5);
			keys.merge((parts.length > 3) ? parts[3] : "control", 1L, Long::sum);
		}
		return keys;
	}

	long subscriptions() {
		return this.commands.pubsubChannels().size() + this.commands.pubsubShardChannels().size();
	}

	@Override
	public void close() {
		this.client.shutdown();
		this.process.destroy();
		this.process.onExit().completeOnTimeout(this.process, 10, TimeUnit.SECONDS).join().destroyForcibly();
		this.binary.toFile().delete();
		this.binary.getParent().toFile().delete();
	}

}
