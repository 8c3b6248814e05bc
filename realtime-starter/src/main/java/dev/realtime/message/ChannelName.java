package dev.realtime.message;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The name of a channel: segments separated by colons, such as {@code match:42:score}.
 *
 * <p>
 * 1 to 255 characters, none of them white space or a control character. Names are
 * compared as written; nothing is normalised. Half a surrogate pair is refused, because
 * all halves become the same bytes and different names would be one channel in a broker.
 *
 * @param value the name as it travels on the wire
 */
public record ChannelName(String value) {

	/** The longest name, in characters. */
	public static final int MAX_LENGTH = 255;

	/**
	 * Checks the name.
	 * @throws IllegalArgumentException if it is empty, too long or holds a character that
	 * cannot stand in a name
	 */
	public ChannelName {
		Objects.requireNonNull(value, "value");
		String problem = problemWith(value);
		if (problem != null) {
			throw new IllegalArgumentException(problem);
		}
	}

	/**
	 * Returns the channel of that name.
	 * @param value the name
	 * @return the channel name
	 * @throws IllegalArgumentException if {@code value} is not a legal name
	 */
	public static ChannelName of(String value) {
		return new ChannelName(value);
	}

	/**
	 * Whether a channel may be named so. For names that come from a client, where an
	 * illegal one is an answer and not an exception.
	 * @param value the name asked for
	 * @return whether {@code new ChannelName(value)} would succeed
	 */
	public static boolean isLegal(String value) {
		return problemWith(value) == null;
	}

	private static @Nullable String problemWith(String value) {
		if (value.isEmpty()) {
			return "A channel name must not be empty";
		}
		if (value.length() > MAX_LENGTH) {
			return "The channel name '" + value.substring(0, 32) + "...' has " + value.length()
					+ " characters, the limit is " + MAX_LENGTH;
		}
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c <= ' ' || c == 0x7f || Character.isWhitespace(c) || Character.isISOControl(c)) {
				return "A channel name must not hold white space or control characters, found U+"
						+ String.format("%04X", (int) c) + " at index " + i;
			}
			if (Character.isHighSurrogate(c) && i + 1 < value.length()
					&& Character.isLowSurrogate(value.charAt(i + 1))) {
				i++;
			}
			else if (Character.isSurrogate(c)) {
				return "A channel name must not hold half a surrogate pair, found one at index " + i;
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.value;
	}

}
