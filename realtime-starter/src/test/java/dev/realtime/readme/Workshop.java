package dev.realtime.readme;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Builds the files of a page as Maven would: sources are compiled, resources are copied.
 */
final class Workshop {

	private static final String JAVA = "src/main/java/";

	private static final String RESOURCES = "src/main/resources/";

	/**
	 * What tests bring along and an application with the one dependency does not have.
	 */
	private static final Pattern NOT_OF_THE_STARTER = Pattern.compile(
			"test-classes|.*(security|jetty|webflux|reactor|spring-tx|validat|redis|lettuce|spring-data|micrometer|spring-boot-health|junit|test|archunit|mockito).*\\.jar");

	private final Path folder;

	Workshop(Path folder) {
		this.folder = folder;
	}

	/** Where the result lies: the first entry of a class path. */
	Path classes() {
		return this.folder.resolve("classes");
	}

	/**
	 * Builds.
	 * @param files path to text
	 * @param classPath what the sources may use
	 * @throws AssertionError if they do not compile; the message says why
	 */
	void build(Map<String, String> files, String classPath) {
		try {
			Files.createDirectories(classes());
			List<Path> sources = new ArrayList<>();
			for (Map.Entry<String, String> file : files.entrySet()) {
				String path = file.getKey();
				Path written = path.startsWith(RESOURCES) ? classes().resolve(path.substring(RESOURCES.length()))
						: this.folder.resolve(path);
				Files.createDirectories(written.getParent());
				Files.writeString(written, file.getValue());
				if (path.startsWith(JAVA)) {
					sources.add(written);
				}
			}
			compile(sources, classPath);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The files of the page cannot be written to " + this.folder, ex);
		}
	}

	/** The tests' class path without what only tests have. */
	static String starterClassPath() {
		return entries().filter((entry) -> !NOT_OF_THE_STARTER.matcher(entry.getFileName().toString()).matches())
			.map(Path::toString)
			.collect(Collectors.joining(File.pathSeparator));
	}

	/** The whole class path of the tests. */
	static String testClassPath() {
		return entries().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

	private static Stream<Path> entries() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
	}

	private void compile(List<Path> sources, String classPath) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		if (compiler == null) {
			throw new IllegalStateException("This Java has no compiler: run the tests with a JDK");
		}
		StringWriter said = new StringWriter();
		List<String> options = List.of("-d", classes().toString(), "-cp", classPath, "-parameters", "-proc:none",
				"--release", "17", "-Xlint:all,-classfile,-options,-path,-processing", "-Werror");
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			boolean compiled = compiler
				.getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
				.call();
			if (!compiled) {
				throw new AssertionError("The code of the page does not compile:\n" + said);
			}
		}
	}

}
