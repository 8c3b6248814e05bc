package dev.realtime.benchmark.client;

/**
 * What a {@link Dialect} makes of the messages of one connection.
 */
interface Conversation {

	/**
	 * A publication arrived.
	 * @param bytes holds it
	 * @param payload where its {@code StampedPayload} starts
	 */
	void publication(byte[] bytes, int payload);

	/**
	 * The server confirmed as much as this dialect lets it confirm.
	 */
	void ready();

	/**
	 * Sends a frame that is complete, masked and never changed.
	 */
	void send(byte[] frame);

	/**
	 * The server says no, or says that it sends nothing any more.
	 */
	void refused(String reason);

}
