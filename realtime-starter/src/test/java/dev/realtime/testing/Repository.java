package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of this repository as they were checked out, wherever the tests were started.
 */
public final class Repository {

	private static final Path ROOT = root();

	private Repository() {
	}

	/**
	 * Returns a file or folder.
	 * @param path from the root of the repository, with slashes
	 * @return where it is, whether or not it exists
	 */
	public static Path path(String path) {
		return ROOT.resolve(path);
	}

	/**
	 * Reads a file.
	 * @param path from the root of the repository, with slashes
	 * @return its text
	 */
	public static String read(String path) {
		return read(path(path));
	}

	/**
	 * Reads a file.
	 * @param file where it is
	 * @return its text
	 */
	public static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file + " cannot be read", ex);
		}
	}

	/**
	 * Lists the files in a folder and the folders below it.
	 * @param folder from the root of the repository, with slashes
	 * @param suffix how their names end, such as {@code .java}
	 * @return the files, sorted
	 */
	public static List<Path> files(String folder, String suffix) {
		try (Stream<Path> files = Files.walk(path(folder))) {
			return files.filter((file) -> file.toString().endsWith(suffix)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(folder + " cannot be listed", ex);
		}
	}

	/** The test classes lie in {@code realtime-starter/target/test-classes}. */
	private static Path root() {
		try {
			Path classes = Path.of(Repository.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return classes.getParent().getParent().getParent();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException("The test classes have no path", ex);
		}
	}

}
