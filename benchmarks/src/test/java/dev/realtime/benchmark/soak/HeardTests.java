package dev.realtime.benchmark.soak;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class HeardTests {

	private final ChurnTally tally = new ChurnTally();

	private final Heard log = new Heard("log:1", this.tally);

	@Test
	void everyOffsetInTurnIsNeitherMissingNorTwice() {
		this.log.answered(json("{\"epoch\":\"e\",\"offset\":7}"));

		hear(8, 9);

		assertThat(this.tally.received.sum()).isEqualTo(2);
		assertThat(this.tally.missing.sum()).isZero();
		assertThat(this.tally.repeated.sum()).isZero();
	}

	@Test
	void holesAndRepetitionsAreCounted() {
		this.log.answered(json("{\"epoch\":\"e\",\"offset\":7}"));

		hear(10, 10);

		assertThat(this.tally.missing.sum()).isEqualTo(2);
		assertThat(this.tally.repeated.sum()).isEqualTo(1);
		assertThat(this.tally.firstGap()).isEqualTo("log:1: 10 came after 7");
	}

	@Test
	void whoComesBackGoesOnWhereItWas() {
		this.log.answered(json("{\"epoch\":\"e\",\"offset\":7}"));
		hear(8);

		assertThat(this.log.subscribe(3)).isEqualTo(
				"{\"id\":3,\"subscribe\":{\"channel\":\"log:1\",\"recover\":true,\"epoch\":\"e\",\"offset\":8}}");
		hear(9);
		this.log.answered(json("{\"epoch\":\"e\",\"offset\":10,\"recovered\":true,"
				+ "\"publications\":[{\"offset\":9},{\"offset\":10}]}"));
		hear(11);

		assertThat(this.tally.recovered.sum()).isEqualTo(1);
		assertThat(this.tally.received.sum()).as("what came before the answer was another's").isEqualTo(4);
		assertThat(this.tally.missing.sum()).isZero();
		assertThat(this.tally.repeated.sum()).isZero();
	}

	@Test
	void conflatedChannelsMayLeaveOut() {
		Heard tick = new Heard("tick:1", this.tally);
		tick.answered(json("{}"));

		tick.received(json("{\"offset\":5}"));
		tick.received(json("{\"offset\":9}"));

		assertThat(this.tally.missing.sum()).isZero();
	}

	private void hear(long... offsets) {
		for (long offset : offsets) {
			this.log.received(json("{\"offset\":" + offset + "}"));
		}
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
