package dev.realtime.cluster;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.realtime.message.NodeId;

/**
 * A bus that carries nothing.
 */
final class DeafBus implements NodeBus {

	@Override
	public void handle(String topic, Function<byte[], CompletionStage<byte[]>> handler) {
		// Nobody will ever ask.
	}

	@Override
	public CompletionStage<BusAnswers> ask(String topic, byte[] request, Set<NodeId> nodes) {
		return askAll(topic, request);
	}

	@Override
	public CompletionStage<BusAnswers> askAll(String topic, byte[] request) {
		return CompletableFuture.completedFuture(new BusAnswers(Map.of(), Map.of()));
	}

}
