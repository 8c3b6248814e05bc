package dev.realtime.benchmark.client;

/**
 * Takes what a {@link FrameScanner} finds. The bytes are only valid during the call.
 */
interface FrameSink {

	/**
	 * A whole text or binary message.
	 */
	void message(byte[] bytes, int from, int to);

	/**
	 * A WebSocket ping, to be answered with the same bytes.
	 */
	void ping(byte[] bytes, int from, int to);

	/**
	 * The server closes.
	 */
	void close(int code, String reason);

}
