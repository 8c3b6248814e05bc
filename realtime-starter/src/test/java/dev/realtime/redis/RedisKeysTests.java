package dev.realtime.redis;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.lettuce.core.cluster.SlotHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedisKeysTests {

	private final RedisKeys keys = new RedisKeys("shop", 64);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 16, 64, 256, 1024 })
	void tagsLieEvenlyInTheSlots(int shards) {
		RedisKeys tested = new RedisKeys("shop", shards);

		for (int shard = 0; shard < shards; shard++) {
			assertThat((long) tested.slotOf(shard) * shards / SlotHash.SLOT_COUNT).isEqualTo(shard);
		}
	}

	@Test
	void nameHashesToTheSlotOfItsShard() {
		int shard = this.keys.shardOf("match:42:score");

		assertThat(SlotHash.getSlot(this.keys.name(shard, "s", "match:42:score"))).isEqualTo(this.keys.slotOf(shard));
		assertThat(SlotHash.getSlot(this.keys.control("nodes"))).isEqualTo(this.keys.controlSlot());
	}

	@Test
	void bracesInAChannelsNameChangeNothing() {
		int shard = this.keys.shardOf("a:{b}:c");

		assertThat(SlotHash.getSlot(this.keys.name(shard, "s", "a:{b}:c"))).isEqualTo(this.keys.slotOf(shard));
	}

	/**
	 * At most 1.25 times the mean on one of three masters, as they are made by default.
	 */
	@Test
	void thousandChannelsSpreadEvenlyOverThreeMasters() {
		int[] masters = new int[3];

		IntStream.range(0, 1000)
			.forEach((number) -> masters[this.keys.slotOf(this.keys.shardOf("match:" + number + ":score")) * 3
					/ SlotHash.SLOT_COUNT]++);

		assertThat(Arrays.stream(masters).max().orElseThrow()).isLessThanOrEqualTo(1000 * 125 / 300);
	}

	@Test
	void namesOfTwoApplicationsNeverMeet() {
		RedisKeys other = new RedisKeys("stock", 64);

		assertThat(other.name(3, "s", "news")).isNotEqualTo(this.keys.name(3, "s", "news"));
		assertThat(this.keys.name(3, "s", "news")).startsWith("rt:shop:{");
	}

	/** Whoever changes this loses the history of every installation. */
	@Test
	void namesNeverChange() {
		int shard = this.keys.shardOf("match:42:score");

		assertThat(this.keys.name(shard, "s", "match:42:score")).isEqualTo("rt:shop:{a}:s:match:42:score");
		assertThat(this.keys.control("shards")).isEqualTo("rt:shop:{control}:shards");
	}

}
