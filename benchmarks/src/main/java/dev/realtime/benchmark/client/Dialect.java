package dev.realtime.benchmark.client;

/**
 * What is said over a WebSocket: how a client opens, subscribes, answers and publishes.
 *
 * <p>
 * An instance serves all connections of one event loop and is used by its thread alone.
 */
public interface Dialect {

	/**
	 * Returns the frame sent when the WebSocket is open.
	 * @return a complete client frame
	 */
	byte[] opening();

	/**
	 * Reads one message.
	 * @param bytes holds it, valid during the call
	 * @param from index of its first byte
	 * @param to index after its last byte
	 * @param conversation told what it means
	 */
	void read(byte[] bytes, int from, int to, Conversation conversation);

	/**
	 * Returns the frame that publishes.
	 * @param payload what to publish
	 * @return a complete client frame
	 */
	byte[] publishing(byte[] payload);

	/** The dialects known. */
	enum Kind {

		/** The Centrifuge client protocol in JSON. */
		REALTIME {

			@Override
			public Dialect open(String channel) {
				return new RealtimeDialect(channel);
			}

		},

		/** STOMP 1.2. */
		STOMP {

			@Override
			public Dialect open(String channel) {
				return new StompDialect(channel);
			}

		};

		/**
		 * Returns the dialect for one event loop.
		 * @param channel what every connection subscribes to
		 * @return a new dialect
		 */
		public abstract Dialect open(String channel);

	}

}
