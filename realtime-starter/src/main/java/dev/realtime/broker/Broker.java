package dev.realtime.broker;

import java.util.concurrent.CompletionStage;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.StreamPosition;

/**
 * Carries publications to every node that subscribes and keeps the newest of each channel
 * that asks for history.
 *
 * <p>
 * The contract, which one test holds against every implementation:
 * <ul>
 * <li>Append and fan-out are one step: the publications of a channel reach a listener in
 * the order of their offsets, and none that history knows is missing between two that
 * were heard, as long as the subscription holds.
 * <li>Delivery is at most once. A listener that sees an offset jump knows that something
 * was lost and reads history.
 * <li>Offsets of one epoch rise by one, from 1. Whatever makes that impossible to
 * continue begins a new epoch.
 * <li>The position outlives the publications: history that has expired or been trimmed
 * leaves epoch and offset as they were.
 * <li>No method blocks. Stages complete on a thread of the broker's choice, and
 * exceptionally when the broker cannot say that it has done what was asked.
 * </ul>
 * Thread-safe.
 */
public interface Broker {

	/**
	 * Tells where publications go. Called once, before anything else.
	 * @param listener called from any thread, for one channel never by two at a time
	 */
	void listener(BrokerListener listener);

	/**
	 * Publishes: deduplicates, numbers, appends, trims and fans out, in one step.
	 * @param request what to publish
	 * @return the position it got, {@link StreamPosition#NONE} without history; for a
	 * repeated idempotency key the position of the first
	 */
	CompletionStage<StreamPosition> publish(PublishRequest request);

	/**
	 * Tells the subscribers of a channel that a client has joined.
	 * @param channel the channel
	 * @param client who
	 * @return completes when the broker has taken it
	 */
	CompletionStage<Void> publishJoin(ChannelName channel, ClientInfo client);

	/**
	 * Tells the subscribers of a channel that a client has left.
	 * @param channel the channel
	 * @param client who
	 * @return completes when the broker has taken it
	 */
	CompletionStage<Void> publishLeave(ChannelName channel, ClientInfo client);

	/**
	 * Begins to listen to a channel on behalf of this node.
	 * @param channel the channel
	 * @return completes when the broker has confirmed: whatever is published from then on
	 * is heard
	 */
	CompletionStage<Void> subscribe(ChannelName channel);

	/**
	 * Ends listening to a channel. A few publications may still be heard.
	 * @param channel the channel
	 */
	void unsubscribe(ChannelName channel);

	/**
	 * Reads the history of a channel and its position, as one consistent view. A channel
	 * nobody has published to gets its epoch by being read.
	 * @param channel the channel
	 * @param query which part
	 * @return what was asked for
	 */
	CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query);

	/**
	 * Compares what a subscriber holds to be the newest publication of a channel with
	 * what the broker has. If the two cannot belong to one history, because the broker
	 * has lost what it had confirmed, a new epoch begins first, so that every subscriber
	 * and every client that comes back learns that something is missing.
	 * @param channel the channel
	 * @param known the newest position the subscriber knows
	 * @param publicationId the id of the publication there, 0 if it is not known
	 * @return where the channel stands: with the offset that was given, nothing was
	 * missed; with a higher one, history has more; with another epoch, counting has
	 * started over
	 */
	CompletionStage<StreamPosition> verify(ChannelName channel, StreamPosition known, long publicationId);

	/**
	 * Returns the clock that gives the publications of a channel their time.
	 * @param channel the channel
	 * @return a live view; {@link BrokerClock#NODE} unless the broker has another
	 */
	default BrokerClock clock(ChannelName channel) {
		return BrokerClock.NODE;
	}

}
