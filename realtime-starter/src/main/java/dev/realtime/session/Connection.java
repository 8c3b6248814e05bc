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

}
