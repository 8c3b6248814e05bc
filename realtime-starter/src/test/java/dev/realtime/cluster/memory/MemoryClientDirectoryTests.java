package dev.realtime.cluster.memory;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.ClientDirectory;
import dev.realtime.cluster.ClientDirectoryContract;
import dev.realtime.cluster.Registration;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The embedded directory, and what it makes of a clock that goes backwards.
 */
class MemoryClientDirectoryTests extends ClientDirectoryContract {

	private final AtomicLong clockOffset = new AtomicLong();

	private final MemoryCluster cluster = new MemoryCluster(() -> System.currentTimeMillis() + this.clockOffset.get());

	@Override
	protected ClientDirectory directory(NodeId node) {
		return new MemoryClientDirectory(this.cluster, node);
	}

	@Override
	protected void loseEverything() {
		this.cluster.lose();
	}

	@Test
	void newOneIsTheNewestAlsoWhenTheClockWentBackwards() {
		ClientDirectory directory = directory(new NodeId("one", "i1"));
		UserId anna = UserId.of("anna");
		directory.register(anna, new ClientId("c2"));

		this.clockOffset.set(-60_000);
		List<Registration> found = directory.register(anna, new ClientId("c1")).toCompletableFuture().join();

		assertThat(found).extracting((registration) -> registration.client().value()).containsExactly("c2", "c1");
	}

	@Test
	void nothingStaysOfUsersWhoLeft() {
		ClientDirectory directory = directory(new NodeId("one", "i1"));
		directory.register(UserId.of("anna"), new ClientId("c1"));
		assertThat(this.cluster.size()).isEqualTo(1);

		directory.unregister(UserId.of("anna"), new ClientId("c1"));

		assertThat(this.cluster.size()).isZero();
	}

}
