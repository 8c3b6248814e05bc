package dev.realtime.controller;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MappingPattern}.
 */
class MappingPatternTests {

	@ParameterizedTest
	@CsvSource({ "vote, vote", "match:{id}:score, match:42:score", "match:*:score, match:42:score",
			"match:**, match:42:score", "match:**, match:42", "match:**, match", "**, anything:at:all",
			"match:{id}:**, match:42", "match:{id}:score, match::score", "*, ''" })
	void matchesSegmentBySegment(String pattern, String name) {
		assertThat(MappingPattern.of(pattern).matches(name)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "vote, votes", "vote, vot", "vote, Vote", "vote, vote:", "vote, :vote", "match:{id}:score, match:42",
			"match:{id}:score, match:42:score:live", "match:{id}:score, match::42:score", "match:*, match",
			"match:*, match:4:2", "match:{id}:**, match", "ab:c, a:bc" })
	void takesNoNameForAnother(String pattern, String name) {
		assertThat(MappingPattern.of(pattern).matches(name)).isFalse();
	}

	@Test
	void saysWhatVariablesStandFor() {
		MappingPattern pattern = MappingPattern.of("match:{id}:*:{team}:**");

		assertThat(pattern.variables("match:42:x:india:a:b")).isEqualTo(Map.of("id", "42", "team", "india"));
		assertThat(pattern.variables("match::x:india")).isEqualTo(Map.of("id", "", "team", "india"));
		assertThat(pattern.hasVariable("id")).isTrue();
		assertThat(pattern.hasVariable("*")).isFalse();
	}

	@Test
	void sortsTheMoreExactFirst() {
		List<String> sorted = Stream.of("**", "a:**", "a:*:c", "*:b:c", "a:b:{x}", "a:{x}:**", "a:b:**")
			.map(MappingPattern::of)
			.sorted()
			.map(MappingPattern::toString)
			.toList();

		assertThat(sorted).containsExactly("a:b:{x}", "a:b:**", "a:*:c", "a:{x}:**", "a:**", "*:b:c", "**");
	}

	@Test
	void hasTheShapeOfPatternsThatMatchTheSame() {
		assertThat(MappingPattern.of("a:{x}").shape()).isEqualTo(MappingPattern.of("a:*").shape());
		assertThat(MappingPattern.of("a:{x}").shape()).isNotEqualTo(MappingPattern.of("a:**").shape());
	}

	@ParameterizedTest
	@ValueSource(strings = { "match:ma*ch", "match:{id", "match:{}", "a?", "match:{id}x", "match:{id:[0-9]+}" })
	void refusesWildcardsInsideASegment(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> MappingPattern.of(pattern))
			.withMessageContaining("a part of a segment cannot be a wildcard");
	}

	@Test
	void refusesTheRestBeforeTheEnd() {
		assertThatIllegalArgumentException().isThrownBy(() -> MappingPattern.of("a:**:b"))
			.withMessageContaining("must come last");
	}

	@Test
	void refusesAVariableThatStandsTwice() {
		assertThatIllegalArgumentException().isThrownBy(() -> MappingPattern.of("{id}:{id}"))
			.withMessageContaining("{id}")
			.withMessageContaining("twice");
	}

}
