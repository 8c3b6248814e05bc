package dev.realtime.admission;

import org.jspecify.annotations.Nullable;

/**
 * A network of addresses that begin with the same bits.
 *
 * @param first its first address
 * @param bits how many bits of 128 its addresses have in common; a /8 of IPv4 has 104
 */
record Network(IpAddress first, int bits) {

	private static final int ALL = 128;

	private static final int V4_OFFSET = 96;

	/**
	 * Reads a network, or a single address.
	 * @throws IllegalArgumentException if it is none, or all the world
	 */
	static Network parse(String property, String text) {
		int slash = text.indexOf('/');
		IpAddress address = IpAddress.parse((slash < 0) ? text : text.substring(0, slash));
		if (address == null) {
			throw new IllegalArgumentException(property + " holds '" + text
					+ "', which is no IP address; write it out, such as 10.1.2.3, 10.0.0.0/8 or 2001:db8::/32: "
					+ "names are never looked up");
		}
		if (slash < 0) {
			return new Network(address, ALL);
		}
		int most = address.isV4() ? ALL - V4_OFFSET : ALL;
		Integer prefix = prefix(text.substring(slash + 1));
		if (prefix == null || prefix > most) {
			throw new IllegalArgumentException(property + " holds '" + text + "'; behind the slash must be a number "
					+ "from 1 to " + most + ", of bits");
		}
		if (prefix == 0) {
			throw new IllegalArgumentException(property + " holds '" + text
					+ "': if everybody is trusted everybody may choose an address; name the networks of the proxies");
		}
		Network network = new Network(address, address.isV4() ? V4_OFFSET + prefix : prefix);
		if (!network.mask(address).equals(address)) {
			throw new IllegalArgumentException(
					property + " holds '" + text + "', which has bits behind its prefix; use " + network.mask(address)
							+ "/" + prefix + ", or " + address + " for the one address");
		}
		return network;
	}

	boolean contains(IpAddress address) {
		return address.isV4() == this.first.isV4() && mask(address).equals(this.first);
	}

	private IpAddress mask(IpAddress address) {
		long high = (this.bits >= 64) ? address.high() : address.high() & firstBits(this.bits);
		long low = (this.bits <= 64) ? 0 : address.low() & firstBits(this.bits - 64);
		return new IpAddress(high, low);
	}

	/** From 1 to 64. */
	private static long firstBits(int count) {
		return -1L << (64 - count);
	}

	private static @Nullable Integer prefix(String text) {
		return text.matches("[0-9]{1,3}") ? Integer.valueOf(text) : null;
	}

}
