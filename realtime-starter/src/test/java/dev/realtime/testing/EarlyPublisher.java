package dev.realtime.testing;

import dev.realtime.RealtimePublisher;

/**
 * Code of an application that publishes where it may not, while the application starts.
 */
public final class EarlyPublisher {

	/**
	 * Publishes to a channel called elsewhere.
	 * @param publisher publishes
	 */
	public EarlyPublisher(RealtimePublisher publisher) {
		publisher.publish("elsewhere", "hello");
	}

}
