package dev.realtime.nodes;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.realtime.RealtimePublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Publishes ten times a second to each of some channels, until it is stopped. */
final class SteadyPublishing implements AutoCloseable {

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private final RealtimePublisher publisher;

	private final List<String> channels;

	private final AtomicInteger published = new AtomicInteger();

	private CompletionStage<?> last = CompletableFuture.completedFuture(null);

	SteadyPublishing(RealtimePublisher publisher, List<String> channels) {
		this.publisher = publisher;
		this.channels = channels;
	}

	void start() {
		this.executor.scheduleAtFixedRate(this::publish, 0, 100, TimeUnit.MILLISECONDS);
	}

	private void publish() {
		int number = this.published.incrementAndGet();
		this.channels.forEach((channel) -> this.last = this.last.thenCombine(this.publisher.publish(channel, number),
				(before, now) -> now));
	}

	/** Returns how many each channel has got, all of them confirmed. */
	long stop() {
		this.executor.shutdown();
		await().until(this.executor::isTerminated);
		assertThat(this.last.toCompletableFuture()).succeedsWithin(10, TimeUnit.SECONDS);
		return this.published.get();
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
