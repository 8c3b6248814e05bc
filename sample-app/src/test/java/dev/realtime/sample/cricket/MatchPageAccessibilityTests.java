package dev.realtime.sample.cricket;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import dev.realtime.RealtimePublisher;
import dev.realtime.sample.browser.Browser;
import dev.realtime.sample.browser.BrowserTest;
import dev.realtime.sample.browser.TextContrast;
import dev.realtime.sample.cricket.score.Match;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether everyone can follow the match: with weak eyes, by keyboard, by ear, on a narrow
 * screen. The match stands still at a chosen ball.
 */
@BrowserTest
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.cricket.enabled=false")
class MatchPageAccessibilityTests {

	private static final String ACTIVE_ELEMENT = """
			const it = document.activeElement;
			const style = getComputedStyle(it);
			return { name: it.id || it.className || it.href || it.localName,
				outline: it === document.body ? 0 : parseFloat(style.outlineWidth),
				onScreen: it.getBoundingClientRect().bottom > 0 };""";

	@LocalServerPort
	private int port;

	@Autowired
	private Match match;

	@Autowired
	private TestCourse course;

	@Autowired
	private Scoreboard scoreboard;

	@Autowired
	private RealtimePublisher publisher;

	private MatchReplay replay;

	@BeforeEach
	void newMatch() {
		this.course.restart();
		this.replay = new MatchReplay(this.match, this.course, this.scoreboard, this.publisher);
	}

	@ParameterizedTest
	@CsvSource({ "light, 390, 60", "dark, 390, 215", "light, 1280, 215", "dark, 1280, 247" })
	void textStandsOut(String colorScheme, int width, int balls, Browser browser) {
		bowl(balls);
		browser.resize(width, 900);
		browser.prefer(colorScheme);
		MatchPage.openLive(browser, this.port);

		List<TextContrast> texts = TextContrast.of(browser);

		assertThat(texts).hasSizeGreaterThan(100);
		assertThat(texts).filteredOn((text) -> !text.isEnough()).isEmpty();
	}

	@Test
	void paleTextWouldBeFound(Browser browser) {
		MatchPage.openLive(browser, this.port);
		browser.run("document.querySelector('footer').style.color = '#aaa'");

		assertThat(TextContrast.of(browser)).filteredOn((text) -> !text.isEnough()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 60, 247 })
	void narrowScreenScrollsOneWayOnly(int balls, Browser browser) {
		bowl(balls);
		browser.resize(320, 640);
		MatchPage.openLive(browser, this.port);

		long width = browser.run("return document.documentElement.scrollWidth");
		assertThat(width).isEqualTo(320);
		List<String> wide = browser.run("""
				return [...document.querySelectorAll('body *')]
					.filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth + 1
						&& ['auto', 'scroll'].includes(getComputedStyle(it).overflowX))
					.map((it) => it.id || it.className)""");
		assertThat(wide).isEmpty();
	}

	@Test
	void phoneShowsTheNewestBallsBeforeTheChartsAndTheOthersOnDemand(Browser browser) {
		bowl(60);
		browser.resize(390, 844);
		MatchPage.openLive(browser, this.port);

		List<String> cards = browser.run("""
				return [...document.querySelectorAll('.card')].map((card) => [card.getBoundingClientRect().top, card])
					.sort(([one], [other]) => one - other).map(([, card]) => card.querySelector('h2').textContent)""");
		assertThat(cards).containsExactly("At the crease", "Commentary", "Over by over", "Scorecard");
		assertThat(shownBalls(browser)).isEqualTo(8);
		browser.run("document.getElementById('more').click()");
		assertThat(shownBalls(browser)).isGreaterThanOrEqualTo(30);
		assertThat((String) browser.run("return document.getElementById('more').ariaExpanded")).isEqualTo("true");
	}

	@Test
	void pageHasOneHeadingLandmarksAndNews(Browser browser) {
		bowl(60);
		MatchPage.openLive(browser, this.port);

		List<String> headings = browser.run("return [...document.querySelectorAll('h1')].map((it) => it.textContent)");
		assertThat(headings).containsExactly(
				"Mumbai Indians v Chennai Super Kings, " + this.scoreboard.snapshot().scorecard().match().title());
		Map<String, Long> landmarks = browser.run("""
				return Object.fromEntries(['header', 'main', 'footer'].map(
					(name) => [name, document.querySelectorAll(`body > ${name}`).length]))""");
		assertThat(landmarks).containsOnly(Map.entry("header", 1L), Map.entry("main", 1L), Map.entry("footer", 1L));
		List<String> nameless = browser
			.run("""
					return [...document.querySelectorAll('section')].filter((it) => !(it.ariaLabel
						|| document.getElementById(it.getAttribute('aria-labelledby'))?.textContent)).map((it) => it.className)""");
		assertThat(nameless).isEmpty();
		assertThat((String) browser.run("return document.documentElement.lang")).isEqualTo("en");
		List<String> polite = browser
			.run("return [...document.querySelectorAll('[aria-live]')].map((it) => it.ariaLive)");
		assertThat(polite).containsExactly("polite");
	}

	@Test
	void wicketIsAnnouncedAndADotBallIsNot(Browser browser) {
		int wicket = ballsUntilTheFirstWicket();
		bowl(wicket - 1);
		MatchPage page = MatchPage.openLive(browser, this.port);

		bowl(1);

		page.awaitBall(this.scoreboard.snapshot().commentary().get(0).id());
		String announced = announced(browser);
		assertThat(announced).startsWith("OUT!");
		bowl(1);
		page.awaitBall(this.scoreboard.snapshot().commentary().get(0).id());
		assertThat(announced(browser)).isEqualTo(announced);
	}

	@Test
	void keyboardReachesEverythingInOrderAndShowsWhereItIs(Browser browser) {
		bowl(215);
		browser.resize(1280, 900);
		MatchPage.openLive(browser, this.port);

		List<String> reached = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
			Map<String, Object> active = browser.run(ACTIVE_ELEMENT);
			reached.add((String) active.get("name"));
			assertThat(((Number) active.get("outline")).doubleValue()).as("outline of %s", active)
				.isGreaterThanOrEqualTo(2);
			assertThat(active).containsEntry("onScreen", true);
		}

		assertThat(reached).startsWith("skip", "theme", "feed", "tab-1").hasSize(6);
		assertThat(reached.subList(4, 6)).allMatch((link) -> link.startsWith("https://"));
	}

	@Test
	void arrowsTurnToTheOtherInnings(Browser browser) {
		bowl(215);
		browser.resize(1280, 900);
		MatchPage page = MatchPage.openLive(browser, this.port);
		assertThat(page.shows("#innings-1")).isTrue();
		assertThat(page.shows("#innings-0")).isFalse();

		browser.run("document.getElementById('tab-1').focus()");
		new Actions(browser.driver()).sendKeys(Keys.ARROW_LEFT).perform();

		assertThat(page.shows("#innings-0")).isTrue();
		assertThat(page.shows("#innings-1")).isFalse();
		assertThat((String) browser.run("return document.activeElement.id")).isEqualTo("tab-0");
	}

	private long shownBalls(Browser browser) {
		return browser
			.run("return [...document.querySelectorAll('.entry')].filter((it) => it.checkVisibility()).length");
	}

	private int ballsUntilTheFirstWicket() {
		int balls = 0;
		while (this.match.after(balls).lastBall() == null || this.match.after(balls).lastBall().wicket() == null) {
			balls++;
		}
		return balls;
	}

	private String announced(Browser browser) {
		return browser.run("return document.getElementById('announcer').textContent");
	}

	/** The first tick only welcomes. */
	private void bowl(int balls) {
		int ticks = this.course.taken().isEmpty() ? balls + 1 : balls;
		for (int i = 0; i < ticks; i++) {
			this.replay.tick();
		}
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class StandingMatch {

		@Bean
		@Primary
		TestCourse standingCourse(Match match) {
			return new TestCourse(match);
		}

	}

}
