package dev.realtime.session;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.EncodedFrame;

/**
 * What carries one session's bytes. Implemented by a transport. Both methods are called
 * on the session's loop and must not block it.
 */
public interface Connection {

	/**
	 * Begins to write a frame. Never called while one is being written: the transport
	 * says {@link ClientSession#written()} or {@link ClientSession#writeFailed} when it
	 * is done, from any thread, even before this method returns.
	 * @param frame one or more messages of the session's codec
	 */
	void write(EncodedFrame frame);

	/**
	 * Ends the connection, behind what has been written.
	 * @param reason what the client is told
	 */
	void close(CloseReason reason);

	/**
	 * Stops reading, because the client asks more than the server holds for it. What has
	 * been read already may still arrive.
	 * @return whether this transport can; if not, the client is closed
	 */
	default boolean pauseReading() {
		return false;
	}

	/**
	 * Reads again after {@link #pauseReading()}.
	 */
	default void resumeReading() {
		throw new UnsupportedOperationException("A transport that pauses also resumes");
	}

}
