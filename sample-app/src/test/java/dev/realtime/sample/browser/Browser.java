package dev.realtime.sample.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;

import javax.imageio.ImageIO;

import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

import org.springframework.util.FileSystemUtils;

/**
 * A headless Chromium with a profile of its own, for one test. Not thread-safe.
 */
public final class Browser implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ChromeDriver driver;

	private final Path profile;

	private Browser(ChromeDriver driver, Path profile) {
		this.driver = driver;
		this.profile = profile;
	}

	static Browser start(InstalledBrowser installed) {
		try {
			Path profile = Files.createTempDirectory("browser-");
			ChromeOptions options = new ChromeOptions();
			options.setBinary(installed.binary().toFile());
			options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					"--disable-dev-shm-usage", "--hide-scrollbars", "--user-data-dir=" + profile);
			LoggingPreferences logs = new LoggingPreferences();
			logs.enable(LogType.BROWSER, Level.ALL);
			options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
			// With a driver given, Selenium looks for none and downloads none.
			ChromeDriverService service = new ChromeDriverService.Builder()
				.usingDriverExecutable(installed.driver().toFile())
				.usingAnyFreePort()
				.withSilent(true)
				.build();
			return new Browser(new ChromeDriver(service, options), profile);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No profile for the browser", ex);
		}
	}

	/**
	 * Returns what controls it.
	 * @return the driver of the tab in front
	 */
	public WebDriver driver() {
		return this.driver;
	}

	/**
	 * Runs a function body in the page.
	 * @param script the body
	 * @param arguments what it finds in {@code arguments}
	 * @param <T> what it returns
	 * @return numbers as {@code Long} or {@code Double}, arrays as lists, objects as maps
	 */
	@SuppressWarnings("unchecked")
	public <T> T run(String script, Object... arguments) {
		return (T) this.driver.executeScript(script, arguments);
	}

	/**
	 * Waits until something is so.
	 * @param what asked when it was in vain; completes the sentence "Within 20 seconds
	 * not:"
	 * @param condition asked again and again
	 */
	public void await(Supplier<String> what, Supplier<Boolean> condition) {
		new FluentWait<>(this.driver).withTimeout(PATIENCE)
			.pollingEvery(Duration.ofMillis(20))
			.ignoring(StaleElementReferenceException.class)
			.withMessage(() -> "Within " + PATIENCE.toSeconds() + " seconds not: " + what.get())
			.until((driver) -> condition.get());
	}

	/**
	 * Gives the tab in front another size, also one narrower than a window can be.
	 * @param width in CSS pixels
	 * @param height in CSS pixels
	 */
	public void resize(int width, int height) {
		command("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	/**
	 * Makes the tab in front that of a visitor who prefers stillness and one of the
	 * schemes.
	 * @param colorScheme {@code light} or {@code dark}
	 */
	public void prefer(String colorScheme) {
		command("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme),
						Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
	}

	/**
	 * Switches scripts off for pages that the tab in front opens from now on.
	 */
	public void withoutScripts() {
		command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
	}

	/**
	 * Takes a picture of what the window shows.
	 * @return one pixel for each CSS pixel
	 */
	public BufferedImage picture() {
		Object data = command("Page.captureScreenshot", Map.of()).get("data");
		try {
			return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(String.valueOf(data))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unreadable screenshot", ex);
		}
	}

	/**
	 * Returns what the console has said since the last call, save for what is only chat.
	 * @return warnings and errors
	 */
	public List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map((entry) -> entry.getLevel() + " " + entry.getMessage())
			.toList();
	}

	private Map<String, Object> command(String name, Map<String, Object> parameters) {
		return this.driver.executeCdpCommand(name, parameters);
	}

	@Override
	public void close() throws IOException {
		try {
			this.driver.quit();
		}
		finally {
			FileSystemUtils.deleteRecursively(this.profile);
		}
	}

}
