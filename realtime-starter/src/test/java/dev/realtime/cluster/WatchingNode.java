package dev.realtime.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.realtime.message.NodeId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A node that keeps what it was told to do.
 */
final class WatchingNode {

	private final NodeId id;

	private final OrderWatch watch;

	private final List<NodeOrders> heard = new CopyOnWriteArrayList<>();

	WatchingNode(NodeId id, OrderWatch watch) {
		this.id = id;
		this.watch = watch;
		watch.whenChanged(this.heard::add);
	}

	NodeId id() {
		return this.id;
	}

	OrderWatch watch() {
		return this.watch;
	}

	List<NodeOrders> heard() {
		return this.heard;
	}

	/** Waits until these orders count, as the last it has heard. */
	void awaitHeard(NodeOrders orders) {
		await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
			assertThat(this.heard).isNotEmpty();
			assertThat(this.heard.get(this.heard.size() - 1)).isEqualTo(orders);
		});
	}

}
