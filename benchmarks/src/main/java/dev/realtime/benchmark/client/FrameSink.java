package dev.realtime.benchmark.client;

/**
 * Takes what a {@link FrameScanner} finds. The bytes are only valid during the call.
 */
public interface FrameSink {

	/**
	 * A whole text or binary message.
	 * @param bytes holds it
	 * @param from index of its first byte
	 * @param to index after its last byte
	 */
	void message(byte[] bytes, int from, int to);

	/**
	 * A WebSocket ping, to be answered with the same bytes.
	 * @param bytes hold them
	 * @param from index of the first byte
	 * @param to index after the last byte
	 */
	void ping(byte[] bytes, int from, int to);

	/**
	 * The server closes.
	 * @param code why
	 * @param reason the same in words
	 */
	void close(int code, String reason);

}
