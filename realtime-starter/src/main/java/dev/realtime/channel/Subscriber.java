package dev.realtime.channel;

import dev.realtime.loop.Loop;
import dev.realtime.outbound.Decision;
import dev.realtime.protocol.Codec;

/**
 * Who holds a subscription: one connection. Implemented by the session. Everything here
 * is called on the subscriber's own loop.
 */
public interface Subscriber {

	/**
	 * Returns the loop the connection belongs to.
	 * @return always the same
	 */
	Loop loop();

	/**
	 * Returns how the connection's frames are written.
	 * @return always the same
	 */
	Codec codec();

	/**
	 * Called when a subscription has something to hand over, or something more urgent
	 * than before. The subscriber calls {@link Subscription#take} when it has room.
	 * @param subscription which
	 */
	void ready(Subscription subscription);

	/**
	 * Called when a subscription matters more or less than before: if it waits, it waits
	 * in another lane from now on.
	 * @param subscription which
	 */
	void moved(Subscription subscription);

	/**
	 * Called when something was decided about a subscription because it does not keep up.
	 * @param subscription which
	 * @param decision what
	 * @param publications how many were left out, 0 if none
	 */
	void decided(Subscription subscription, Decision decision, long publications);

	/**
	 * Called when a subscription is too far behind, and its rule wants the connection to
	 * end.
	 * @param subscription which
	 */
	void overflowed(Subscription subscription);

	/**
	 * Called when what a subscription missed cannot be made good any more: the client
	 * must be told to recover. The subscription is cancelled already.
	 * @param subscription which
	 */
	void insufficient(Subscription subscription);

}
