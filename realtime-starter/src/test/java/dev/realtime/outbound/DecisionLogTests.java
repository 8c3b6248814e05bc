package dev.realtime.outbound;

import org.junit.jupiter.api.Test;

import dev.realtime.message.ChannelName;
import dev.realtime.outbound.DecisionLog.Entry;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionLogTests {

	private static final ChannelName SCORE = ChannelName.of("match:1:score");

	private static final ChannelName TALK = ChannelName.of("match:1:talk");

	private final DecisionLog log = new DecisionLog();

	@Test
	void entriesAreOldestFirst() {
		this.log.add(1, Decision.SLOW, null, 0);
		this.log.add(2, Decision.NEWEST, SCORE, 3);
		this.log.add(3, Decision.IN_TIME, null, 0);

		assertThat(this.log.entries()).containsExactly(new Entry(1, Decision.SLOW, null, 0),
				new Entry(2, Decision.NEWEST, SCORE, 3), new Entry(3, Decision.IN_TIME, null, 0));
	}

	@Test
	void sameDecisionAgainAndAgainTakesOnePlaceAndIsSummedUp() {
		this.log.add(1, Decision.SLOW, null, 0);
		for (int i = 2; i < 1000; i++) {
			this.log.add(i, Decision.CONFLATED, TALK, 2);
		}

		assertThat(this.log.entries()).containsExactly(new Entry(1, Decision.SLOW, null, 0),
				new Entry(999, Decision.CONFLATED, TALK, 1996));
	}

	@Test
	void sameDecisionAboutAnotherChannelIsAnother() {
		this.log.add(1, Decision.CONFLATED, TALK, 1);
		this.log.add(2, Decision.CONFLATED, SCORE, 1);
		this.log.add(3, Decision.CONFLATED, TALK, 1);

		assertThat(this.log.entries()).hasSize(3);
	}

	@Test
	void oldestAreForgotten() {
		for (int i = 1; i <= 40; i++) {
			this.log.add(i, (i % 2 == 0) ? Decision.SLOW : Decision.IN_TIME, null, 0);
		}

		assertThat(this.log.entries()).hasSize(DecisionLog.SIZE)
			.first()
			.isEqualTo(new Entry(25, Decision.IN_TIME, null, 0));
		assertThat(this.log.entries()).last().isEqualTo(new Entry(40, Decision.SLOW, null, 0));
	}

}
