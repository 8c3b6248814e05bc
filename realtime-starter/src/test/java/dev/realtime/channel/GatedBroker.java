package dev.realtime.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerListener;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.broker.memory.MemoryBroker;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.StreamPosition;

/**
 * The memory broker behind gates: a subscribe is confirmed, and a history read is done
 * and answered, when the test lets it. As with a real one on the network, a channel is
 * heard from the moment the broker has taken the subscribe, the confirmation comes later,
 * and history says what was true when it was read.
 */
final class GatedBroker implements Broker {

	private final MemoryBroker memory;

	private final Deque<Runnable> gates = new ArrayDeque<>();

	private boolean open = true;

	private boolean failing;

	private int historyReads;

	private int subscribes;

	private int unsubscribes;

	GatedBroker(HandDrivenLoops clock) {
		this.memory = new MemoryBroker(clock::currentTimeMillis);
	}

	/** From now on nothing is confirmed or answered by itself. */
	void close() {
		this.open = false;
	}

	void open() {
		this.open = true;
		while (!this.gates.isEmpty()) {
			this.gates.removeFirst().run();
		}
	}

	/** From now on subscribes and history reads fail. */
	void fail(boolean newFailing) {
		this.failing = newFailing;
	}

	/** Lets the oldest pass, if something waits. */
	void passOne() {
		Runnable oldest = this.gates.pollFirst();
		if (oldest != null) {
			oldest.run();
		}
	}

	/** Lets the oldest pass, or does nothing, by lot. */
	void maybePass(Random random) {
		if (random.nextInt(3) == 0) {
			passOne();
		}
	}

	int waiting() {
		return this.gates.size();
	}

	int historyReads() {
		return this.historyReads;
	}

	int subscribes() {
		return this.subscribes;
	}

	int unsubscribes() {
		return this.unsubscribes;
	}

	@Override
	public void listener(BrokerListener listener) {
		this.memory.listener(listener);
	}

	@Override
	public CompletionStage<StreamPosition> publish(PublishRequest request) {
		return this.memory.publish(request);
	}

	@Override
	public CompletionStage<Void> publishJoin(ChannelName channel, ClientInfo client) {
		return this.memory.publishJoin(channel, client);
	}

	@Override
	public CompletionStage<Void> publishLeave(ChannelName channel, ClientInfo client) {
		return this.memory.publishLeave(channel, client);
	}

	@Override
	public CompletionStage<Void> subscribe(ChannelName channel) {
		this.subscribes++;
		return gated(() -> this.memory.subscribe(channel));
	}

	@Override
	public void unsubscribe(ChannelName channel) {
		this.unsubscribes++;
		this.memory.unsubscribe(channel);
	}

	@Override
	public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
		this.historyReads++;
		return gated(() -> this.memory.history(channel, query));
	}

	@Override
	public CompletionStage<StreamPosition> verify(ChannelName channel, StreamPosition known, long publicationId) {
		return gated(() -> this.memory.verify(channel, known, publicationId));
	}

	private <T> CompletionStage<T> gated(Supplier<CompletionStage<T>> call) {
		if (this.failing) {
			return CompletableFuture.failedFuture(new IllegalStateException("The broker is away"));
		}
		if (this.open) {
			return call.get();
		}
		CompletableFuture<T> answer = new CompletableFuture<>();
		// First gate: the broker takes the call. Second: its answer arrives.
		this.gates.addLast(() -> {
			CompletionStage<T> taken = call.get();
			this.gates.addLast(() -> taken.thenAccept(answer::complete));
		});
		return answer;
	}

}
