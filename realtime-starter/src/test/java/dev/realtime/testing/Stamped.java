package dev.realtime.testing;

/**
 * A payload of 4 KB that says which one it is and when it was published, so that whoever
 * receives it can tell what is missing and how long it took. The members are in the order
 * of their names, which is the order on the wire, and {@link StampedMessage} finds them
 * without parsing the rest.
 *
 * @param at when it was published, of {@link System#nanoTime()}, which all processes of
 * one Linux machine share
 * @param n its number in its channel, from 1
 * @param pad makes it as long as it is
 */
public record Stamped(long at, long n, String pad) {

	/** How long the padding is. */
	static final int PAD = 4096 - 40;

	private static final String PADDING = "x".repeat(PAD);

	/**
	 * Makes a payload that is published now.
	 * @param n its number in its channel
	 * @return the payload, of about 4096 bytes of JSON
	 */
	public static Stamped now(long n) {
		return new Stamped(System.nanoTime(), n, PADDING);
	}

}
