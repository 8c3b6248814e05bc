package dev.realtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.realtime.message.ChannelName;
import dev.realtime.message.UserId;

/**
 * Which channel belongs to which user, by {@code realtime.personal-channel}. Every
 * connection of a user is subscribed to that user's channel by the server, and no other
 * user may do anything with it.
 *
 * <p>
 * Two users never share a channel, and every user has one. In the place of {@code {id}}
 * stands the user's id as it is, but for what cannot stand in one segment of a channel's
 * name: colons, percent signs, white space, control characters and halves of surrogate
 * pairs are written as {@code %} and two upper-case hexadecimal digits for each byte of
 * their UTF-8 form. If the name would become longer than {@link ChannelName#MAX_LENGTH},
 * {@code %sha256-} and the hexadecimal SHA-256 of that text take its place, which no
 * other id is written as. A bean where the property is set. Immutable and thread-safe.
 */
public final class PersonalChannels {

	private static final String PLACEHOLDER = "{id}";

	private static final char SEPARATOR = ':';

	private static final char ESCAPE = '%';

	/** An escape is followed by digits, so no id is written like this. */
	private static final String HASHED = ESCAPE + "sha256-";

	private static final int HASHED_LENGTH = HASHED.length() + 64;

	/** The longest pattern, in characters and without its placeholder. */
	private static final int MAX_FIXED = ChannelName.MAX_LENGTH - HASHED_LENGTH;

	private final String before;

	private final String after;

	private PersonalChannels(String before, String after) {
		this.before = before;
		this.after = after;
	}

	/**
	 * Reads a pattern.
	 * @param pattern what channels are called, with {@code {id}} once where the user's id
	 * belongs; the rest at most 183 characters of a legal channel name
	 * @return the channels
	 * @throws IllegalArgumentException if the pattern makes no channel names
	 */
	public static PersonalChannels of(String pattern) {
		int at = pattern.indexOf(PLACEHOLDER);
		if (at < 0 || pattern.indexOf(PLACEHOLDER, at + 1) >= 0) {
			throw new IllegalArgumentException(
					"The pattern '" + pattern + "' must hold {id} exactly once: use user:{id} for example");
		}
		int fixed = pattern.length() - PLACEHOLDER.length();
		if (fixed > MAX_FIXED) {
			throw new IllegalArgumentException("The pattern '" + pattern + "' has " + fixed
					+ " characters beside {id}, the limit is " + MAX_FIXED + ": use user:{id} for example");
		}
		if (!ChannelName.isLegal(pattern)) {
			throw new IllegalArgumentException("The pattern '" + pattern
					+ "' makes no channel names: take white space and control characters out");
		}
		return new PersonalChannels(pattern.substring(0, at), pattern.substring(at + PLACEHOLDER.length()));
	}

	/**
	 * Returns the channel of a user.
	 * @param user who, not anonymous
	 * @return always the same for the same user, and no other user's
	 * @throws IllegalArgumentException if the user is anonymous
	 */
	public ChannelName of(UserId user) {
		if (user.isAnonymous()) {
			throw new IllegalArgumentException("An anonymous user has no personal channel");
		}
		String id = escaped(user.value());
		boolean fits = this.before.length() + id.length() + this.after.length() <= ChannelName.MAX_LENGTH;
		return ChannelName.of(this.before + (fits ? id : hashed(id)) + this.after);
	}

	/**
	 * Whether a channel is some user's own, be there such a user or not.
	 * @param channel the channel
	 * @return whether the pattern matches, with one segment or a part of one for the id
	 */
	public boolean covers(ChannelName channel) {
		String name = channel.value();
		int from = this.before.length();
		int to = name.length() - this.after.length();
		return from < to && name.startsWith(this.before) && name.endsWith(this.after)
				&& name.substring(from, to).indexOf(SEPARATOR) < 0;
	}

	/**
	 * Whether a channel is off limits for a user because it is somebody else's own.
	 * @param channel the channel
	 * @param user who, possibly anonymous
	 * @return whether it is a personal channel and not this user's
	 */
	public boolean isForeign(ChannelName channel, UserId user) {
		return covers(channel) && (user.isAnonymous() || !of(user).equals(channel));
	}

	@Override
	public String toString() {
		return this.before + PLACEHOLDER + this.after;
	}

	private static String escaped(String id) {
		StringBuilder text = new StringBuilder(id.length());
		id.codePoints().forEach((codePoint) -> {
			if (codePoint != SEPARATOR && codePoint != ESCAPE && ChannelName.isLegal(Character.toString(codePoint))) {
				text.appendCodePoint(codePoint);
			}
			else {
				escape(text, codePoint);
			}
		});
		return text.toString();
	}

	/**
	 * By hand, because the encoder of the platform writes every half of a surrogate pair
	 * as the same question mark.
	 */
	private static void escape(StringBuilder text, int codePoint) {
		if (codePoint < 0x80) {
			escapeByte(text, codePoint);
		}
		else if (codePoint < 0x800) {
			escapeByte(text, 0xC0 | codePoint >> 6);
			escapeByte(text, 0x80 | codePoint & 0x3F);
		}
		else {
			escapeByte(text, 0xE0 | codePoint >> 12);
			escapeByte(text, 0x80 | codePoint >> 6 & 0x3F);
			escapeByte(text, 0x80 | codePoint & 0x3F);
		}
	}

	private static void escapeByte(StringBuilder text, int octet) {
		text.append(ESCAPE).append(HexFormat.of().withUpperCase().toHexDigits((byte) octet));
	}

	private static String hashed(String escapedId) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(escapedId.getBytes(StandardCharsets.UTF_8));
			return HASHED + HexFormat.of().formatHex(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
