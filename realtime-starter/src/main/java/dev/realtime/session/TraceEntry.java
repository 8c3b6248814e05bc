package dev.realtime.session;

/**
 * One thing that came from a client or went to it, without what it held.
 *
 * @param timeMillis when, in milliseconds since 1970
 * @param direction which way
 * @param kind the kind of command or frame, such as {@code subscribe}; {@code write} is
 * what was handed to the transport in one piece, {@code publications} what a channel gave
 * to it
 * @param subject the channel or the method it is about, at most 255 characters, empty if
 * it is about none
 * @param id number of the command, 0 for what has none
 * @param bytes how large, as it travels
 * @param offset where the channel stood, 0 where that says nothing
 * @param code of an error or an end, else 0
 */
public record TraceEntry(long timeMillis, Direction direction, String kind, String subject, long id, int bytes,
		long offset, int code) {

	private static final int LONGEST = 255;

	/**
	 * Cuts the subject: a client may write anything.
	 */
	public TraceEntry {
		subject = (subject.length() > LONGEST) ? subject.substring(0, LONGEST) : subject;
	}

	/** Which way something went. */
	public enum Direction {

		/** From the client. */
		IN,

		/** To the client. */
		OUT

	}

}
