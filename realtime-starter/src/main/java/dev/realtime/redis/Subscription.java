package dev.realtime.redis;

/**
 * Hears what is published to one channel. Called on a thread of a connection, by one at a
 * time, which must not be held.
 */
public interface Subscription {

	/**
	 * Called for each message.
	 * @param message its bytes, not shared
	 */
	void message(byte[] message);

	/**
	 * Called when the subscription stands again after it did not for a while: messages
	 * may have been missed.
	 */
	void interrupted();

}
