package dev.realtime.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.message.NodeId;
import dev.realtime.reconnect.ClientLibrary;
import dev.realtime.reconnect.ReconnectTop;
import dev.realtime.reconnect.ReconnectTop.Entry;
import dev.realtime.reconnect.Reconnects;
import dev.realtime.testing.PausableBus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Who comes back to several nodes. */
class ClusterReconnectsTests {

	private static final LongSupplier NOW = () -> 0;

	private static final NodeId THERE = new NodeId("there", "i2");

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	private final Reconnects here = new Reconnects(NOW);

	private final Reconnects there = new Reconnects(NOW);

	private final ClusterReconnects asked = new ClusterReconnects(bus(new NodeId("here", "i1")), this.here,
			new InspectionStats());

	private final PausableBus other = bus(THERE);

	{
		new ClusterReconnects(this.other, this.there, new InspectionStats());
	}

	@Test
	void countsOfAllNodesAreAdded() {
		record(this.here, 5, ClientLibrary.JS, "192.0.2.1");
		record(this.here, 2, ClientLibrary.GO, "198.51.100.1");
		record(this.there, 4, ClientLibrary.GO, "198.51.100.2");
		record(this.there, 3, ClientLibrary.GO, "203.0.113.1");

		Found<ReconnectTop> found = done(this.asked.top(2));

		assertThat(found.missing()).isEmpty();
		assertThat(found.content().libraries()).containsExactly(new Entry("go", 9, 9), new Entry("js", 5, 5));
		assertThat(found.content().ranges()).containsExactly(new Entry("198.51.100.0/24", 6, 6),
				new Entry("192.0.2.0/24", 5, 5));
	}

	@Test
	void nodeThatStandsStillIsMissing() {
		record(this.here, 1, ClientLibrary.JS, "192.0.2.1");
		record(this.there, 1, ClientLibrary.JS, "192.0.2.1");
		this.other.pause();

		Found<ReconnectTop> found = done(this.asked.top(1));

		assertThat(found.missing()).containsExactly(Map.entry(THERE, Missing.SILENT));
		assertThat(found.content().ranges()).containsExactly(new Entry("192.0.2.0/24", 1, 1));
	}

	@Test
	void boundsHoldAlsoForARangeThatAFullNodeHasForgotten() {
		record(this.there, 2, ClientLibrary.JS, "192.0.2.1");
		for (int i = 0; i < 64; i++) {
			record(this.there, 3, ClientLibrary.JS, "10.0." + i + ".1");
		}
		record(this.here, 100, ClientLibrary.JS, "192.0.2.1");

		Entry found = done(this.asked.top(1)).content().ranges().get(0);

		assertThat(found.name()).isEqualTo("192.0.2.0/24");
		assertThat(this.there.top(64).ranges()).extracting(Entry::name).doesNotContain(found.name());
		assertThat(found.timesAtLeast()).isEqualTo(100);
		assertThat(found.times()).isBetween(102L, 105L);
	}

	@Test
	void whateverThereAreAnAnswerIsBounded() {
		List<ReconnectTop> nodes = new ArrayList<>();
		for (int node = 0; node < 50; node++) {
			Reconnects counted = new Reconnects(NOW);
			for (int i = 0; i < 200; i++) {
				record(counted, 1, ClientLibrary.JS, "10." + node + "." + i + ".1");
			}
			nodes.add(counted.top(ClusterReconnects.MOST));
		}

		ReconnectTop top = ClusterReconnects.summed(nodes, ClusterReconnects.MOST);

		assertThat(top.ranges()).hasSize(64);
		assertThat(top.libraries()).containsExactly(new Entry("js", 10_000, 10_000));
		assertThatIllegalArgumentException().isThrownBy(() -> this.asked.top(65))
			.withMessage("65 address ranges were asked for; allowed is 1 to 64");
		assertThatIllegalArgumentException().isThrownBy(() -> this.asked.top(0));
	}

	private static void record(Reconnects reconnects, int times, ClientLibrary library, String address) {
		for (int i = 0; i < times; i++) {
			reconnects.record(library, address);
		}
	}

	private PausableBus bus(NodeId node) {
		return new PausableBus(MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, node)));
	}

	private static <T> T done(CompletionStage<T> stage) {
		assertThat(stage.toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);
		return stage.toCompletableFuture().join();
	}

}
