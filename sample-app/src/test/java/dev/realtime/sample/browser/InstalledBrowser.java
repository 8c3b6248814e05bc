package dev.realtime.sample.browser;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chromium, or Chrome, and a driver of the same version, as they lie on the PATH. Nothing
 * is ever downloaded.
 *
 * @param binary the browser
 * @param driver what controls it
 */
record InstalledBrowser(Path binary, Path driver) {

	static final String REMEDY = "the PATH has no chromedriver together with a Chromium or Chrome of its version";

	private static final Pattern MAJOR_VERSION = Pattern.compile("\\b(\\d+)\\.\\d+\\.\\d+");

	static Optional<InstalledBrowser> find() {
		return onPath("chromedriver").flatMap((driver) -> majorVersion(driver).flatMap((version) -> Stream
			.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
			.flatMap((name) -> onPath(name).stream())
			.filter((binary) -> majorVersion(binary).filter(version::equals).isPresent())
			.map((binary) -> new InstalledBrowser(binary, driver))
			.findFirst()));
	}

	private static Optional<Path> onPath(String name) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.of(path.split(File.pathSeparator))
			.filter((folder) -> !folder.isBlank())
			.map((folder) -> Path.of(folder, name))
			.filter((file) -> Files.isRegularFile(file) && Files.isExecutable(file))
			.findFirst();
	}

	/**
	 * Asks the program: some systems have a file of that name that only tells what to
	 * install.
	 */
	private static Optional<String> majorVersion(Path program) {
		try {
			Process process = new ProcessBuilder(program.toString(), "--version")
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			process.getOutputStream().close();
			String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			Matcher matcher = MAJOR_VERSION.matcher(answer);
			return (process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0 && matcher.find())
					? Optional.of(matcher.group(1)) : Optional.empty();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while asking " + program + " for its version", ex);
		}
	}

}
