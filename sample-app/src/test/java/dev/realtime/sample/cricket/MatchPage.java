package dev.realtime.sample.cricket;

import java.util.List;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import dev.realtime.sample.browser.Browser;

/**
 * What a visitor sees of the match.
 */
final class MatchPage {

	private final Browser browser;

	private MatchPage(Browser browser) {
		this.browser = browser;
	}

	static MatchPage open(Browser browser, int port) {
		browser.driver().get("http://localhost:" + port + "/");
		return new MatchPage(browser);
	}

	/**
	 * Opens the page, of a server that plays, and waits until it is current.
	 */
	static MatchPage openLive(Browser browser, int port) {
		return open(browser, port).awaitPill("Live");
	}

	MatchPage awaitPill(String word) {
		this.browser.await(() -> "the pill reads " + word + ", it reads " + text("#connection-word"),
				() -> text("#connection-word").equals(word));
		return this;
	}

	/**
	 * Waits until this ball is the newest one of the commentary and of the score.
	 */
	MatchPage awaitBall(String id) {
		this.browser.await(() -> "the page shows ball " + id + ", it shows " + newestBall() + " at " + scoreAndOvers(),
				() -> newestBall().equals(id)
						&& content("#feed .entry-score").equals(content(".bar-score b") + " " + content("#runs")));
		return this;
	}

	/**
	 * Waits until the score differs from one that was read.
	 */
	MatchPage awaitOtherThan(String scoreAndOvers) {
		this.browser.await(() -> "the score changes from " + scoreAndOvers,
				() -> !scoreAndOvers().equals(scoreAndOvers));
		return this;
	}

	MatchPage reload() {
		this.browser.driver().navigate().refresh();
		return awaitPill("Live");
	}

	String score() {
		return text("#runs");
	}

	String scoreAndOvers() {
		return this.browser.run("return document.querySelector('.board-main').innerText.replaceAll('\\n', ' ')");
	}

	String newestBall() {
		return this.browser.run("return document.querySelector('#feed .entry')?.dataset.id ?? ''");
	}

	/**
	 * Returns the ids of the commentary, the oldest first.
	 */
	List<String> balls() {
		return this.browser
			.run("return [...document.querySelectorAll('#feed .entry')].map((entry) => entry.dataset.id).reverse()");
	}

	/**
	 * Returns the figures of the innings that is shown, row by row.
	 */
	List<List<String>> figures() {
		return this.browser.run("""
				return [...document.querySelectorAll('.innings:not([hidden]) tbody tr')].map(
					(row) => [...row.children].map((cell) => cell.innerText.replace(/\\s+/g, ' ')))""");
	}

	/**
	 * Returns everything that can be read of the score.
	 */
	List<String> reading() {
		return Stream.of(".board-score", ".board-status", ".target", ".board-foot", ".crease", ".innings:not([hidden])")
			.map(this::text)
			.toList();
	}

	String text(String selector) {
		return element(selector).getText();
	}

	boolean shows(String selector) {
		return this.browser.driver().findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed);
	}

	/** What an element holds, shown or not. */
	private String content(String selector) {
		return this.browser.run("return document.querySelector(arguments[0]).textContent.trim()", selector);
	}

	private WebElement element(String selector) {
		return this.browser.driver().findElement(By.cssSelector(selector));
	}

}
