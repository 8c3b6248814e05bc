package dev.realtime.nodes;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.message.StreamPosition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the count of publications and receipts rests on. */
class HeardChannelTests {

	private static final StreamPosition FIRST = new StreamPosition("first", 0);

	private static final StreamPosition SECOND = new StreamPosition("second", 0);

	private final List<JsonNode> events = new ArrayList<>();

	@Test
	void knowsWhatItHeardAndWhere() {
		subscribed(FIRST, false, false);
		publication(7, 1);
		publication(5, 2);
		subscribed(FIRST.at(2), true, true);
		publication(9, 3);

		HeardChannel heard = heard();

		assertThat(heard.numbers()).containsEntry(7, FIRST.at(1)).containsEntry(5, FIRST.at(2)).hasSize(3);
		assertThat(heard.position()).isEqualTo(FIRST.at(3));
		assertThat(heard.wasTold()).isFalse();
		assertThat(heard.wasToldOf(FIRST.at(4))).isFalse();
	}

	/** Two nodes publish to a Redis that has come back empty, the later number first. */
	@Test
	void lowerNumberThatWasPublishedLaterHidesNoHigherOneFromBeforeTheCut() {
		subscribed(FIRST, false, false);
		publication(100, 1);
		subscribed(SECOND.at(1), true, false);
		publication(945, 2);

		HeardChannel heard = heard();

		assertThat(heard.wasToldOf(SECOND.at(1))).as("946, the first of its epoch").isTrue();
		assertThat(heard.wasToldOf(FIRST.at(2))).as("101, which was lost with the old epoch").isTrue();
		assertThat(heard.wasToldOf(FIRST.at(1))).as("100, which it has").isFalse();
		assertThat(heard.wasToldOf(SECOND.at(3))).as("947, which is to come").isFalse();
	}

	@Test
	void isToldOfAnEpochThatHasComeAndGone() {
		subscribed(FIRST, false, false);
		subscribed(new StreamPosition("third", 4), true, false);

		assertThat(heard().wasToldOf(SECOND.at(9))).isTrue();
	}

	@Test
	void gapInOneEpochReachesFromWhereItStoodToWhereItGoesOn() {
		subscribed(FIRST.at(3), false, false);
		subscribed(FIRST.at(6), true, false);

		HeardChannel heard = heard();

		assertThat(heard.wasToldOf(FIRST.at(3))).isFalse();
		assertThat(heard.wasToldOf(FIRST.at(4))).isTrue();
		assertThat(heard.wasToldOf(FIRST.at(6))).isTrue();
		assertThat(heard.wasToldOf(FIRST.at(7))).isFalse();
	}

	@Test
	void gapWithoutAWordIsFound() {
		subscribed(FIRST, false, false);
		publication(1, 1);
		publication(3, 3);

		assertThatExceptionOfType(AssertionError.class).isThrownBy(this::heard)
			.withMessageContaining("offset of 3 behind first:1");
	}

	@Test
	void otherEpochThatIsCalledRecoveredIsAGapWithoutAWord() {
		subscribed(FIRST, false, false);
		publication(1, 1);
		subscribed(SECOND.at(5), true, true);
		publication(6, 6);

		assertThatExceptionOfType(AssertionError.class).isThrownBy(this::heard)
			.withMessageContaining("offset of 6 behind first:1");
	}

	@Test
	void whatIsHeardTwiceIsFound() {
		subscribed(FIRST, false, false);
		publication(1, 1);
		publication(1, 2);

		assertThatExceptionOfType(AssertionError.class).isThrownBy(this::heard).withMessageContaining("second time");
	}

	private HeardChannel heard() {
		return HeardChannel.read("long:0", this.events);
	}

	private void subscribed(StreamPosition at, boolean recovering, boolean recovered) {
		tell("""
				{"event":"subscribed","channel":"long:0","wasRecovering":%s,"recovered":%s,
				 "position":{"epoch":"%s","offset":%d}}""".formatted(recovering, recovered, at.epoch(), at.offset()));
		tell("{\"event\":\"publication\",\"channel\":\"long:1\",\"data\":1,\"offset\":77}");
	}

	private void publication(int number, long offset) {
		tell("{\"event\":\"publication\",\"channel\":\"long:0\",\"data\":%d,\"offset\":%d}".formatted(number, offset));
	}

	private void tell(String event) {
		this.events.add(JsonMapper.shared().readTree(event));
	}

}
