package dev.realtime.testing;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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
import dev.realtime.message.StreamPosition;

/**
 * A memory broker for each channel, with the faults of a real one: it may lose what a
 * channel had, be away, or not answer. Thread-safe, but for publishing to a channel while
 * it is being lost.
 */
public final class FaultyBroker implements Broker {

	private final LongSupplier clockMillis;

	private final Map<ChannelName, MemoryBroker> brokers = new ConcurrentHashMap<>();

	private volatile Fault fault = Fault.NONE;

	private volatile @Nullable BrokerListener listener;

	/**
	 * Makes a broker in good health.
	 * @param clockMillis the time of day in milliseconds since 1970
	 */
	public FaultyBroker(LongSupplier clockMillis) {
		this.clockMillis = clockMillis;
	}

	/**
	 * Loses every publication and position of a channel, as one that restarts without its
	 * data, and tells who listens that something may have been missed.
	 * @param channel somebody on this node has subscribed to it
	 */
	public void lose(ChannelName channel) {
		this.brokers.remove(channel);
		of(channel).subscribe(channel);
		hearing().interrupted(channel);
	}

	/**
	 * Loses every channel.
	 */
	public void loseEverything() {
		this.brokers.keySet().forEach(this::lose);
	}

	/**
	 * Sets what is wrong with it.
	 * @param newFault from now on
	 */
	public void fault(Fault newFault) {
		this.fault = newFault;
	}

	@Override
	public void listener(BrokerListener newListener) {
		this.listener = newListener;
	}

	@Override
	public CompletionStage<StreamPosition> publish(PublishRequest request) {
		return faulty(() -> of(request.channel()).publish(request));
	}

	@Override
	public CompletionStage<Void> publishJoin(ChannelName channel, ClientInfo client) {
		return faulty(() -> of(channel).publishJoin(channel, client));
	}

	@Override
	public CompletionStage<Void> publishLeave(ChannelName channel, ClientInfo client) {
		return faulty(() -> of(channel).publishLeave(channel, client));
	}

	@Override
	public CompletionStage<Void> subscribe(ChannelName channel) {
		return faulty(() -> of(channel).subscribe(channel));
	}

	@Override
	public void unsubscribe(ChannelName channel) {
		of(channel).unsubscribe(channel);
	}

	@Override
	public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
		return faulty(() -> of(channel).history(channel, query));
	}

	@Override
	public CompletionStage<StreamPosition> verify(ChannelName channel, StreamPosition known, long publicationId) {
		return faulty(() -> of(channel).verify(channel, known, publicationId));
	}

	private MemoryBroker of(ChannelName channel) {
		return this.brokers.computeIfAbsent(channel, (name) -> {
			MemoryBroker broker = new MemoryBroker(this.clockMillis);
			broker.listener(hearing());
			return broker;
		});
	}

	private BrokerListener hearing() {
		return Objects.requireNonNull(this.listener, "Nobody listens yet");
	}

	private <T> CompletionStage<T> faulty(Supplier<CompletionStage<T>> call) {
		return switch (this.fault) {
			case NONE -> call.get();
			case AWAY -> CompletableFuture.failedFuture(new IllegalStateException("The broker is away"));
			case SILENT -> new CompletableFuture<>();
		};
	}

	/** What may be wrong. */
	public enum Fault {

		/** Nothing. */
		NONE,

		/** Every call fails. */
		AWAY,

		/** No call is answered. */
		SILENT

	}

}
