package dev.realtime.sample.cricket;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import dev.realtime.PublishOptions;
import dev.realtime.RealtimePublisher;
import dev.realtime.message.StreamPosition;

/**
 * Remembers what was published; fails on demand.
 */
class RecordingPublisher implements RealtimePublisher {

	final List<Sent> sent = new CopyOnWriteArrayList<>();

	volatile @Nullable RuntimeException failure;

	volatile boolean throwing;

	@Override
	public CompletionStage<StreamPosition> publish(String channel, Object payload, PublishOptions options) {
		RuntimeException failure = this.failure;
		if (failure != null && this.throwing) {
			throw failure;
		}
		this.sent.add(new Sent(channel, payload, options));
		return (failure != null) ? CompletableFuture.failedFuture(failure)
				: CompletableFuture.completedFuture(new StreamPosition("epoch", this.sent.size()));
	}

	List<Sent> to(String channel) {
		return this.sent.stream().filter((one) -> one.channel().equals(channel)).toList();
	}

	record Sent(String channel, Object payload, PublishOptions options) {
	}

}
