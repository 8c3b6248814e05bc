package dev.realtime.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerListener;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.broker.PublishRequest;
import dev.realtime.broker.memory.MemoryBroker;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * The memory broker behind gates: a subscribe is confirmed, and a history read is done
 * and answered, when the test lets it. As with a real one on the network, a channel is
 * heard from the moment the broker has taken the subscribe, the confirmation comes later,
 * and history says what was true when it was read.
 */
final class GatedBroker implements Broker {

	private final HandDrivenLoops clock;

	private final Set<ChannelName> subscribed = new HashSet<>();

	private final Deque<Runnable> gates = new ArrayDeque<>();

	private MemoryBroker memory;

	private @Nullable BrokerListener listener;

	private boolean open = true;

	private boolean failing;

	private boolean deaf;

	private boolean forked;

	private String rotation = "";

	private int verifications;

	private int historyReads;

	private int subscribes;

	private int unsubscribes;

	GatedBroker(HandDrivenLoops clock) {
		this.clock = clock;
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

	/** From now on nothing that is published is heard, though history has it. */
	void deaf(boolean newDeaf) {
		this.deaf = newDeaf;
	}

	/** What was confirmed is lost; whoever verifies begins a new epoch. */
	void fork() {
		this.forked = true;
	}

	/**
	 * All is lost, as by a server that comes back empty: publications are counted from 1
	 * again, in another epoch. Whoever had subscribed has again.
	 */
	void lose() {
		this.memory = new MemoryBroker(this.clock::currentTimeMillis);
		if (this.listener != null) {
			this.memory.listener(this.listener);
		}
		this.subscribed.forEach(this.memory::subscribe);
	}

	/** Where a channel stands, whatever the gates do. */
	StreamPosition position(ChannelName channel) {
		return this.memory.history(channel, HistoryQuery.newest(0))
			.thenApply((page) -> inEpoch(page.position()))
			.toCompletableFuture()
			.join();
	}

	int verifications() {
		return this.verifications;
	}

	@Override
	public void listener(BrokerListener listener) {
		this.listener = new BrokerListener() {

			@Override
			public void published(ChannelName channel, Publication publication) {
				if (!GatedBroker.this.deaf) {
					listener.published(channel, inEpoch(publication));
				}
			}

			@Override
			public void joined(ChannelName channel, ClientInfo client) {
				listener.joined(channel, client);
			}

			@Override
			public void left(ChannelName channel, ClientInfo client) {
				listener.left(channel, client);
			}

			@Override
			public void interrupted(ChannelName channel) {
				listener.interrupted(channel);
			}

		};
		this.memory.listener(this.listener);
	}

	private StreamPosition inEpoch(StreamPosition position) {
		return position.isKnown() ? new StreamPosition(position.epoch() + this.rotation, position.offset()) : position;
	}

	private Publication inEpoch(Publication publication) {
		return new Publication(publication.id(), publication.data(), inEpoch(publication.position()),
				publication.priority(), publication.author(), publication.tags(), publication.timeMillis());
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
		return gated(() -> {
			this.subscribed.add(channel);
			return this.memory.subscribe(channel);
		});
	}

	@Override
	public void unsubscribe(ChannelName channel) {
		this.unsubscribes++;
		this.subscribed.remove(channel);
		this.memory.unsubscribe(channel);
	}

	@Override
	public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
		this.historyReads++;
		return gated(() -> this.memory.history(channel, query)
			.thenApply((page) -> new HistoryPage(page.publications().stream().map(this::inEpoch).toList(),
					inEpoch(page.position()))));
	}

	@Override
	public CompletionStage<StreamPosition> verify(ChannelName channel, StreamPosition known, long publicationId) {
		this.verifications++;
		return gated(() -> {
			if (this.forked) {
				this.forked = false;
				this.rotation += "'";
			}
			return this.memory.verify(channel, known, publicationId).thenApply(this::inEpoch);
		});
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
