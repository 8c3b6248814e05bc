package dev.realtime.sample.cricket;

import java.util.List;

import org.junit.jupiter.api.Test;

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
 * The page after a connection was lost for longer than the channel remembers, in a match
 * of fifty balls a second.
 */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.cricket.ball-interval=20ms")
@Import(PublishedBalls.class)
class MatchPageGapTests {

	@LocalServerPort
	private int port;

	@Autowired
	private CricketIngest ingest;

	@Autowired
	private PublishedBalls published;

	@Test
	void commentaryBeginsAgainRatherThanHaveAHole(Browser browser) throws Exception {
		try (CuttableProxy network = new CuttableProxy(this.port)) {
			MatchPage page = MatchPage.openLive(browser, network.port());

			network.cut();
			page.awaitPill("Reconnecting");
			String lost = page.newestBall();
			int goal = this.published.count() + 2 * Course.REMEMBERED;
			browser.await(() -> "more balls than the channel remembers", () -> this.published.count() > goal);
			network.mend();
			page.awaitPill("Live");
			browser.await(() -> "the balls before the gap leave the page", () -> !page.balls().contains(lost));

			this.ingest.stop();
			page.awaitBall(this.published.newest());
			List<String> balls = page.balls();
			assertThat(balls).hasSizeGreaterThanOrEqualTo(Course.REMEMBERED)
				.isEqualTo(this.published.between(balls.get(0), this.published.newest()));
			assertThat(page.figures()).isEqualTo(RestScorecard.figures(this.port));
		}
	}

}
