package dev.realtime.protocol;

import java.util.List;

/**
 * One encoding of the protocol. Stateless and thread-safe.
 */
public interface Codec {

	/**
	 * Reads the commands of one frame and hands them over in their order. Commands before
	 * a malformed one have been handed over when the exception comes.
	 * @param frame bytes of a whole frame; slices of it are copied
	 * @param length how many of them belong to the frame
	 * @param sink takes the commands
	 * @throws MalformedFrameException if the frame is empty or something in it is not a
	 * command
	 */
	void decode(byte[] frame, int length, Sink sink) throws MalformedFrameException;

	/**
	 * Writes a frame.
	 * @param frame the frame
	 * @return its bytes
	 */
	EncodedFrame encode(ServerFrame frame);

	/**
	 * Joins frames into one that a client reads as all of them in this order.
	 * @param frames at least one
	 * @return the joined frame; with one frame that very frame
	 */
	EncodedFrame join(List<EncodedFrame> frames);

	/**
	 * Returns the ping, encoded once.
	 * @return the ping
	 */
	EncodedFrame ping();

	/**
	 * Whether frames of this encoding are text.
	 * @return whether a transport sends them as text, not as binary
	 */
	boolean isText();

	/** Takes commands as they are read. */
	@FunctionalInterface
	interface Sink {

		/**
		 * Takes a command.
		 * @param command the command
		 * @param wireBytes how many bytes of the frame it took
		 */
		void accept(ClientCommand command, int wireBytes);

	}

}
