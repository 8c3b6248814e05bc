package dev.realtime.reconnect;

import org.jspecify.annotations.Nullable;

import dev.realtime.admission.IpAddress;

/**
 * The neighbourhood of an address: the /24 of IPv4, the /48 of IPv6, which is about what
 * one site or one cell of a network has.
 *
 * @param first the first address of the range, {@link IpAddress#UNKNOWN} for clients that
 * have none
 */
public record AddressRange(IpAddress first) {

	private static final long V4_NETWORK = ~0xFFL;

	private static final long V6_NETWORK = ~0xFFFFL;

	/**
	 * Finds the range of an address.
	 * @param address spelled out; what is no address belongs to the unknown range
	 * @return the range
	 */
	public static AddressRange of(String address) {
		@Nullable IpAddress parsed = IpAddress.parse(address);
		if (parsed == null || !parsed.isKnown()) {
			return new AddressRange(IpAddress.UNKNOWN);
		}
		return new AddressRange(parsed.isV4() ? new IpAddress(parsed.high(), parsed.low() & V4_NETWORK)
				: new IpAddress(parsed.high() & V6_NETWORK, 0));
	}

	/**
	 * Returns the range as networks are written.
	 * @return such as {@code 192.0.2.0/24}, {@code 2001:db8:1:0:0:0:0:0/48} or
	 * {@code unknown}
	 */
	@Override
	public String toString() {
		if (!this.first.isKnown()) {
			return this.first.toString();
		}
		return this.first + (this.first.isV4() ? "/24" : "/48");
	}

}
