package dev.realtime.admission;

import org.jspecify.annotations.Nullable;

/**
 * An IP address, as its 128 bits. IPv4 is held as IPv6 maps it, ::ffff:a.b.c.d, so that
 * the two spellings of one address are equal. Zones are dropped. Nothing here ever asks a
 * name server.
 *
 * @param high the first 64 bits: of IPv6 the network
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {

	/**
	 * Nobody can say: a socket without an IP address, or {@code ::}, which is nobody's.
	 */
	public static final IpAddress UNKNOWN = new IpAddress(0, 0);

	/** Longer than any address with a zone that is worth reading. */
	private static final int MOST_CHARACTERS = 80;

	private static final int GROUPS = 8;

	private static final long V4_PREFIX = 0xFFFFL;

	/**
	 * Reads an address that is spelled out: four decimal numbers without leading zeros,
	 * which some would take for octal, or IPv6 in any of its spellings, with or without a
	 * zone, without brackets.
	 * @param text such as {@code 192.0.2.1} or {@code 2001:db8::1}
	 * @return the address, or nothing if it is none
	 */
	public static @Nullable IpAddress parse(String text) {
		if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
			return null;
		}
		if (text.indexOf(':') < 0) {
			long bits = v4Bits(text);
			return (bits < 0) ? null : new IpAddress(0, (V4_PREFIX << 32) | bits);
		}
		int zone = text.indexOf('%');
		if (zone < 0) {
			return v6(text);
		}
		return isZone(text, zone + 1) ? v6(text.substring(0, zone)) : null;
	}

	/**
	 * Whether it is known.
	 * @return whether it is not {@link #UNKNOWN}
	 */
	public boolean isKnown() {
		return !equals(UNKNOWN);
	}

	/**
	 * Whether it is an IPv4 address.
	 * @return false for IPv6
	 */
	public boolean isV4() {
		return this.high == 0 && this.low >>> 32 == V4_PREFIX;
	}

	/**
	 * Returns what counts as one visitor: an IPv4 address, or the /64 of an IPv6 address,
	 * within which every device can choose its address.
	 * @return the address itself, or the first of its network
	 */
	IpAddress visitor() {
		return isV4() ? this : new IpAddress(this.high, 0);
	}

	/**
	 * Returns the address spelled out.
	 * @return such as {@code 192.0.2.1} or {@code 2001:db8:0:0:0:0:0:1}
	 */
	@Override
	public String toString() {
		if (!isKnown()) {
			return "unknown";
		}
		if (isV4()) {
			return (this.low >>> 24 & 0xFF) + "." + (this.low >>> 16 & 0xFF) + "." + (this.low >>> 8 & 0xFF) + "."
					+ (this.low & 0xFF);
		}
		StringBuilder text = new StringBuilder(39);
		for (int group = 0; group < GROUPS; group++) {
			long half = (group < GROUPS / 2) ? this.high : this.low;
			text.append((group == 0) ? "" : ":")
				.append(Long.toHexString(half >>> (48 - 16 * (group % (GROUPS / 2))) & 0xFFFF));
		}
		return text.toString();
	}

	private static boolean isZone(String text, int start) {
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || "._~-%".indexOf(c) >= 0)) {
				return false;
			}
		}
		return start < text.length();
	}

	/** The 32 bits, or -1. */
	private static long v4Bits(String text) {
		long bits = 0;
		int start = 0;
		for (int part = 0; part < 4; part++) {
			int end = (part < 3) ? text.indexOf('.', start) : text.length();
			int number = (end < 0) ? -1 : number(text, start, end);
			if (number < 0) {
				return -1;
			}
			bits = bits << 8 | number;
			start = end + 1;
		}
		return bits;
	}

	/** From 0 to 255 in decimal, or -1. */
	private static int number(String text, int start, int end) {
		int length = end - start;
		if (length < 1 || length > 3 || (length > 1 && text.charAt(start) == '0')) {
			return -1;
		}
		int number = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (c < '0' || c > '9') {
				return -1;
			}
			number = number * 10 + (c - '0');
		}
		return (number <= 255) ? number : -1;
	}

	private static @Nullable IpAddress v6(String text) {
		int[] groups = new int[GROUPS];
		int count = 0;
		int gap = -1;
		int start = 0;
		if (text.startsWith("::")) {
			gap = 0;
			start = 2;
		}
		while (start < text.length()) {
			int colon = text.indexOf(':', start);
			int end = (colon < 0) ? text.length() : colon;
			if (colon < 0 && text.indexOf('.', start) >= 0) {
				long bits = v4Bits(text.substring(start));
				if (bits < 0 || count > GROUPS - 2) {
					return null;
				}
				groups[count++] = (int) (bits >>> 16);
				groups[count++] = (int) (bits & 0xFFFF);
				break;
			}
			int group = group(text, start, end);
			if (group < 0 || count == GROUPS) {
				return null;
			}
			groups[count++] = group;
			if (colon < 0) {
				break;
			}
			start = colon + 1;
			if (start < text.length() && text.charAt(start) == ':') {
				if (gap >= 0) {
					return null;
				}
				gap = count;
				start++;
			}
			else if (start == text.length()) {
				return null;
			}
		}
		// RFC 4291: a double colon stands for at least one group.
		boolean complete = (gap < 0) ? count == GROUPS : count < GROUPS;
		return complete ? of(groups, count, gap) : null;
	}

	/** One to four hexadecimal digits, or -1. */
	private static int group(String text, int start, int end) {
		if (end == start || end - start > 4) {
			return -1;
		}
		int group = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			// Not every digit of Unicode is one here.
			int digit = (c < 128) ? Character.digit(c, 16) : -1;
			if (digit < 0) {
				return -1;
			}
			group = group << 4 | digit;
		}
		return group;
	}

	private static IpAddress of(int[] groups, int count, int gap) {
		long high = 0;
		long low = 0;
		int missing = GROUPS - count;
		for (int i = 0; i < GROUPS; i++) {
			int source = (gap < 0 || i < gap) ? i : i - missing;
			int group = (gap >= 0 && i >= gap && i < gap + missing) ? 0 : groups[source];
			if (i < GROUPS / 2) {
				high = high << 16 | group;
			}
			else {
				low = low << 16 | group;
			}
		}
		return new IpAddress(high, low);
	}

}
