package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder {@code target/node}, in which scripts find the published JavaScript SDK.
 *
 * <p>
 * The scripts lie in {@code src/test/resources/node}, beside a {@code package.json} with
 * exact versions. {@link #prepared()} copies them and runs {@code npm install} unless
 * that has been done for the same versions; several test classes and several builds on
 * one folder wait for each other. A machine without Node.js fails the test: a suite that
 * skips the real clients in silence proves nothing.
 */
public final class NodeScripts {

	private static final Duration INSTALLATION = Duration.ofMinutes(3);

	private final Path folder;

	private NodeScripts(Path folder) {
		this.folder = folder;
	}

	/**
	 * Returns the folder, ready to run its scripts. The first call of a build may take as
	 * long as downloading three packages does; later ones take milliseconds.
	 * @return the folder
	 * @throws IllegalStateException if Node.js is missing or the installation failed; the
	 * message says what to do
	 */
	public static synchronized NodeScripts prepared() {
		Path folder = target().resolve("node");
		try {
			Files.createDirectories(folder);
			// The monitor holds back this process, the lock the other ones.
			try (FileChannel channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); var lock = channel.lock()) {
				copyScripts(folder);
				install(folder);
			}
			return new NodeScripts(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not prepare " + folder + " for the scripts under Node.js", ex);
		}
	}

	/**
	 * Starts a script of the folder.
	 * @param script its file name
	 * @param arguments what it is given
	 * @return the running script, which the caller closes
	 */
	public NodeProcess start(String script, String... arguments) {
		return NodeProcess.start(this.folder, concat(List.of("node", script), List.of(arguments)));
	}

	/**
	 * Starts the published SDK, unchanged.
	 * @param arguments {@code [--options=JSON] [--subscription=JSON] url channel...}: the
	 * SDK's own options, those of every subscription, the address of the WebSocket
	 * endpoint and the channels it subscribes to before it connects
	 * @return the running client, which the caller closes
	 */
	public NodeProcess startSdk(String... arguments) {
		return start("sdk-recovery.mjs", arguments);
	}

	/**
	 * Starts our own client over real sockets. Same arguments, commands and events as
	 * {@link #startSdk}, and {@code resync} beside them.
	 * @param arguments {@code [--options=JSON] [--subscription=JSON] url channel...}
	 * @return the running client, which the caller closes
	 */
	public NodeProcess startOwnClient(String... arguments) {
		Path client = testClasses().resolveSibling("classes/dev/realtime/client/client.js");
		return NodeProcess.start(this.folder,
				concat(List.of("node", "client-recovery.mjs", "--client=" + client), List.of(arguments)));
	}

	/**
	 * Starts Node's own test runner, which needs no package installed.
	 * @param module folder inside this module, such as {@code src/test/client}; every
	 * {@code *.test.mjs} in it is run
	 * @return the running tests, which the caller closes
	 */
	public static NodeProcess startTests(String module) {
		Path folder = testClasses().getParent().resolveSibling(module);
		try (Stream<Path> files = Files.list(folder)) {
			List<String> tests = files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".test.mjs"))
				.sorted()
				.toList();
			if (tests.isEmpty()) {
				throw new IllegalStateException("No *.test.mjs in " + folder);
			}
			return NodeProcess.start(folder, concat(List.of("node", "--test", "--test-reporter=spec"), tests));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not list the tests in " + folder, ex);
		}
	}

	/** From a folder of classes or, in another module, from the jar of the tests. */
	private static void copyScripts(Path folder) throws IOException {
		Path classes = testClasses();
		if (Files.isDirectory(classes)) {
			copy(classes.resolve("node"), folder);
			return;
		}
		try (FileSystem jar = FileSystems.newFileSystem(classes)) {
			copy(jar.getPath("/node"), folder);
		}
	}

	private static void copy(Path source, Path target) throws IOException {
		try (Stream<Path> files = Files.list(source)) {
			for (Path file : files.toList()) {
				Path copy = target.resolve(file.getFileName().toString());
				// A running script of another test class must not see half a file.
				if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
					Files.write(copy, Files.readAllBytes(file));
				}
			}
		}
	}

	private static void install(Path folder) throws IOException {
		Path marker = folder.resolve(".installed");
		Path versions = folder.resolve("package.json");
		if (Files.exists(marker) && Files.mismatch(marker, versions) < 0) {
			return;
		}
		try (NodeProcess npm = NodeProcess.start(folder, List.of("npm", "install", "--no-package-lock", "--no-audit",
				"--no-fund", "--ignore-scripts", "--loglevel=error"))) {
			int status = npm.awaitExit(INSTALLATION);
			if (status != 0) {
				throw new IllegalStateException("npm install ended with status " + status
						+ "; if the registry cannot be reached from here, configure npm or fill " + folder
						+ "/node_modules by hand. It said:\n" + npm.output());
			}
		}
		Files.write(marker, Files.readAllBytes(versions));
	}

	private static List<String> concat(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

	private static Path target() {
		return Path.of(System.getProperty("basedir", "."), "target").toAbsolutePath();
	}

	private static Path testClasses() {
		try {
			return Path.of(NodeScripts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException("The test classes have no path", ex);
		}
	}

}
