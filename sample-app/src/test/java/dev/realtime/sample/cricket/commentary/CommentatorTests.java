package dev.realtime.sample.cricket.commentary;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.TestMatches;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Commentator}.
 */
class CommentatorTests {

	private final Match match = TestMatches.ipl2019Final();

	private final List<CommentaryEntry> entries = tellAll();

	@Test
	void everyBallHasOneEntryWithAnIdOfItsOwn() {
		assertThat(this.entries).hasSize(248);
		assertThat(this.entries).extracting(CommentaryEntry::id).doesNotHaveDuplicates();
		assertThat(this.entries).allSatisfy((entry) -> {
			assertThat(entry.headline()).isNotBlank();
			assertThat(entry.text()).isNotBlank().doesNotContain("null", "%");
		});
	}

	@Test
	void sameBallIsToldTheSameWay() {
		assertThat(tellAll()).isEqualTo(this.entries);
	}

	@Test
	void matchOpensWithAWelcome() {
		CommentaryEntry welcome = this.entries.get(0);

		assertThat(welcome.kind()).isEqualTo("start");
		assertThat(welcome.text()).isEqualTo(
				"Welcome to Hyderabad. Mumbai Indians bat first against " + "Chennai Super Kings, 20 overs a side.");
	}

	@Test
	void wicketSaysWhoAndHowAndIsImportant() {
		CommentaryEntry wicket = entryAt("MI", "4.5");

		assertThat(wicket.headline()).isEqualTo("Shardul Thakur to Quinton de Kock");
		assertThat(wicket.text())
			.isEqualTo("OUT! Quinton de Kock is caught by MS Dhoni off Shardul Thakur for 29 from 17 balls.");
		assertThat(wicket.kind()).isEqualTo("wicket");
		assertThat(wicket.important()).isTrue();
		assertThat(wicket.score()).isEqualTo("MI 45/1");
	}

	@Test
	void landmarksAreTold() {
		assertThat(this.entries).extracting(CommentaryEntry::text)
			.anySatisfy((text) -> assertThat(text).contains("Fifty for Shane Watson, from 44 balls."))
			.anySatisfy((text) -> assertThat(text).endsWith("100 up for MI."))
			.anySatisfy((text) -> assertThat(text).endsWith("Wicket number 3 for Deepak Chahar."));
	}

	@Test
	void endOfAnOverIsSummedUp() {
		assertThat(entryAt("MI", "5.6").summary())
			.isEqualTo("End of over 6: a wicket maiden, MI 45/2. SA Yadav 0* (1), Ishan Kishan 0* (4); "
					+ "DL Chahar 3-1-22-1.");
		assertThat(entryAt("CSK", "18.6").summary()).endsWith("Chennai Super Kings need 9 runs from 6 balls.");
		assertThat(entryAt("CSK", "18.5").summary()).isNull();
	}

	@Test
	void endOfTheInningsAndTheResultAreTold() {
		assertThat(entryAt("MI", "19.6").summary())
			.endsWith("The innings is over. Chennai Super Kings need 150 runs from 120 balls.");
		assertThat(entryAt("CSK", "19.6").summary()).endsWith("Mumbai Indians won by 1 run.");
	}

	private CommentaryEntry entryAt(String team, String over) {
		return this.entries.stream()
			.filter((entry) -> entry.score().startsWith(team) && entry.over().equals(over))
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	private List<CommentaryEntry> tellAll() {
		Commentator commentator = new Commentator(this.match);
		return IntStream.rangeClosed(0, this.match.length())
			.mapToObj((sequence) -> commentator.tell(sequence, "r", 1, 0))
			.toList();
	}

}
