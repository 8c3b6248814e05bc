package dev.realtime.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.message.NodeId;
import dev.realtime.testing.PausableBus;

import static org.assertj.core.api.Assertions.assertThat;

/** Telling that orders have changed. */
class OrderNewsTests {

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	private final PausableBus otherBus = bus("two");

	private final NodeBus bus = bus("one");

	private final OrderNews news = new OrderNews(this.bus);

	private final List<Long> heard = new ArrayList<>();

	private final List<Long> heardByOther = new ArrayList<>();

	OrderNewsTests() {
		this.news.whenTold(this.heard::add);
		new OrderNews(this.otherBus).whenTold(this.heardByOther::add);
	}

	@Test
	void everyNodeHearsTheRevision() {
		assertThat(this.news.tell(17).toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);

		assertThat(this.heard).containsExactly(17L);
		assertThat(this.heardByOther).containsExactly(17L);
	}

	@Test
	void nodeThatStandsStillIsNotWaitedForForever() {
		this.otherBus.pause();

		assertThat(this.news.tell(17).toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);

		assertThat(this.heard).containsExactly(17L);
		assertThat(this.heardByOther).isEmpty();
	}

	@Test
	void newsOfAnotherVersionIsCountedAndNotHeard() {
		assertThat(this.otherBus.askAll("orders.changed", "{\"v\":2,\"revision\":3}".getBytes(StandardCharsets.UTF_8))
			.toCompletableFuture()).succeedsWithin(5, TimeUnit.SECONDS);

		assertThat(this.heard).isEmpty();
		assertThat(this.news.notUnderstood()).isEqualTo(1);
	}

	private PausableBus bus(String name) {
		return new PausableBus(
				MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, new NodeId(name, "i"))));
	}

}
