package dev.realtime.sample.cricket;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import dev.realtime.sample.browser.Browser;
import dev.realtime.sample.browser.BrowserTest;
import dev.realtime.sample.browser.CuttableProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page while the match is on, as a visitor sees it: every ball once, whatever happens
 * to the tab and to the network.
 */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.cricket.ball-interval=300ms")
@Import(PublishedBalls.class)
class MatchPageLiveTests {

	@LocalServerPort
	private int port;

	@Autowired
	private CricketIngest ingest;

	@Autowired
	private PublishedBalls published;

	@BeforeEach
	void play() {
		this.ingest.start();
	}

	@AfterEach
	void rest() {
		this.ingest.stop();
	}

	@Test
	void pageShowsEachBallWithoutBeingAsked(Browser browser) {
		MatchPage page = MatchPage.openLive(browser, this.port);
		String before = page.scoreAndOvers();

		page.awaitOtherThan(before);
		page.awaitOtherThan(page.scoreAndOvers());

		assertThat(page.text("#latency")).matches("\\d+ ms");
		assertThat(page.shows("noscript")).isFalse();
		assertIsWholeAndCurrent(page);
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void reloadLosesNoBallAndRepeatsNone(Browser browser) {
		MatchPage page = MatchPage.openLive(browser, this.port);

		for (int i = 0; i < 3; i++) {
			awaitBalls(browser, 2);
			page.reload();
		}
		awaitBalls(browser, 2);

		assertIsWholeAndCurrent(page);
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void lostConnectionComesBackWithEveryBall(Browser browser) throws Exception {
		try (CuttableProxy network = new CuttableProxy(this.port)) {
			MatchPage page = MatchPage.openLive(browser, network.port());
			awaitBalls(browser, 2);

			network.cut();
			page.awaitPill("Reconnecting");
			String last = page.newestBall();
			awaitBalls(browser, 5);
			assertThat(page.newestBall()).isEqualTo(last);
			assertThat(page.shows("#latency")).isFalse();
			network.mend();
			page.awaitPill("Live");
			awaitBalls(browser, 2);

			assertIsWholeAndCurrent(page);
			assertThat(browser.complaints()).isNotEmpty()
				.allMatch((line) -> line.contains("WebSocket connection to") && line.contains("failed"));
		}
	}

	@Test
	void secondTabShowsTheSame(Browser browser) {
		MatchPage first = MatchPage.openLive(browser, this.port);
		awaitBalls(browser, 2);
		String firstTab = browser.driver().getWindowHandle();
		browser.driver().switchTo().newWindow(WindowType.TAB);
		MatchPage second = MatchPage.openLive(browser, this.port);
		awaitBalls(browser, 2);

		assertIsWholeAndCurrent(second);
		List<String> reading = second.reading();
		browser.driver().switchTo().window(firstTab);
		assertIsWholeAndCurrent(first);
		assertThat(first.reading()).isEqualTo(reading);
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void pageKeptCurrentReadsLikeOneThatTheServerHasJustWritten(Browser browser) {
		MatchPage live = MatchPage.openLive(browser, this.port);
		awaitBalls(browser, 3);
		assertIsWholeAndCurrent(live);
		List<String> reading = live.reading();

		browser.withoutScripts();
		MatchPage written = MatchPage.open(browser, this.port);

		assertThat(written.reading()).isEqualTo(reading);
		assertThat(written.text("noscript")).contains("Without JavaScript");
		assertThat(written.shows("#connection")).isFalse();
		assertThat(written.balls()).hasSizeBetween(3, 30).endsWith(this.published.newest());
	}

	private void awaitBalls(Browser browser, int count) {
		int goal = this.published.count() + count;
		browser.await(() -> count + " more balls are bowled", () -> this.published.count() >= goal);
	}

	/** Stops the match and compares what the page has with what was published. */
	private void assertIsWholeAndCurrent(MatchPage page) {
		this.ingest.stop();
		page.awaitBall(this.published.newest());
		List<String> balls = page.balls();
		assertThat(balls).hasSizeGreaterThan(1)
			.isEqualTo(this.published.between(balls.get(0), this.published.newest()));
		assertThat(page.figures()).isEqualTo(RestScorecard.figures(this.port));
	}

}
