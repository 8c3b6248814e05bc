package dev.realtime.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.realtime.cluster.BusAnswers;
import dev.realtime.cluster.NodeBus;
import dev.realtime.message.NodeId;

/**
 * The bus of a node that a test makes stand still: what it is asked meanwhile it handles
 * when it wakes up.
 */
public final class PausableBus implements NodeBus {

	private final NodeBus bus;

	private final Queue<Runnable> asleep = new ArrayDeque<>();

	private boolean paused;

	/**
	 * Wraps a bus.
	 * @param bus carries questions
	 */
	public PausableBus(NodeBus bus) {
		this.bus = bus;
	}

	/**
	 * Stands still.
	 */
	public synchronized void pause() {
		this.paused = true;
	}

	/**
	 * Wakes up.
	 */
	public synchronized void resume() {
		this.paused = false;
		this.asleep.forEach(Runnable::run);
		this.asleep.clear();
	}

	@Override
	public void handle(String topic, Function<byte[], CompletionStage<byte[]>> handler) {
		this.bus.handle(topic, (request) -> handled(handler, request));
	}

	private synchronized CompletionStage<byte[]> handled(Function<byte[], CompletionStage<byte[]>> handler,
			byte[] request) {
		if (!this.paused) {
			return handler.apply(request);
		}
		this.asleep.add(() -> handler.apply(request));
		return new CompletableFuture<>();
	}

	@Override
	public CompletionStage<BusAnswers> ask(String topic, byte[] request, Set<NodeId> nodes) {
		return this.bus.ask(topic, request, nodes);
	}

	@Override
	public CompletionStage<BusAnswers> askAll(String topic, byte[] request) {
		return this.bus.askAll(topic, request);
	}

}
