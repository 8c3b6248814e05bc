package dev.realtime.admission;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Whose word counts when it says for whom it speaks. A value; thread-safe.
 *
 * <p>
 * The address of the socket is whom we really talk to. Only if that is a trusted proxy is
 * its header read, from the right, where it has written for whom it speaks, and again if
 * that is a trusted proxy. The first that is not trusted is the client. Where the header
 * ends, hides the address or makes no sense, the last trusted proxy stands for all whom
 * it does not name: nobody gets an address by making one up. Nothing throws, and names
 * are never looked up.
 */
public final class TrustedProxies {

	/** Nobody: the address of the socket counts. */
	public static final TrustedProxies NONE = new TrustedProxies(List.of(), ForwardingHeader.X_FORWARDED_FOR);

	private static final String PROPERTY = "realtime.limits.trusted-proxies";

	/** More proxies are a loop, or somebody's idea of fun. */
	private static final int MOST_HOPS = 32;

	private final List<Network> networks;

	private final ForwardingHeader header;

	private TrustedProxies(List<Network> networks, ForwardingHeader header) {
		this.networks = networks;
		this.header = header;
	}

	/**
	 * Reads whom to trust.
	 * @param networks addresses such as {@code 10.1.2.3} and networks such as
	 * {@code 10.0.0.0/8} and {@code 2001:db8::/32}
	 * @param header in which they say for whom they speak; the other one is ignored
	 * @return those proxies
	 * @throws IllegalArgumentException if one is no address, or everybody
	 */
	public static TrustedProxies of(List<String> networks, ForwardingHeader header) {
		return new TrustedProxies(networks.stream().map((network) -> Network.parse(PROPERTY, network.strip())).toList(),
				header);
	}

	/**
	 * Finds out who a client is.
	 * @param socketAddress the address at the other end of the socket, spelled out
	 * @param headers answers a header's name with its lines, in their order, or with
	 * nothing. Asked only if the socket is a trusted proxy's
	 * @return the client's address, or {@link IpAddress#UNKNOWN} if the socket has none
	 */
	public IpAddress clientAddress(@Nullable String socketAddress, Function<String, @Nullable List<String>> headers) {
		IpAddress known = (socketAddress != null) ? HopSyntax.address(socketAddress) : null;
		if (known == null) {
			return IpAddress.UNKNOWN;
		}
		if (!isTrusted(known)) {
			return known;
		}
		List<String> lines = headers.apply(this.header.headerName());
		Hops hops = new Hops((lines != null) ? lines : List.of());
		for (int count = 0; count < MOST_HOPS && isTrusted(known); count++) {
			IpAddress next = read(hops.next());
			if (next == null) {
				return known;
			}
			known = next;
		}
		return known;
	}

	private @Nullable IpAddress read(@Nullable String hop) {
		if (hop == null) {
			return null;
		}
		IpAddress address = switch (this.header) {
			case X_FORWARDED_FOR -> HopSyntax.address(hop);
			case FORWARDED -> HopSyntax.forwarded(hop);
		};
		return (address != null && address.isKnown()) ? address : null;
	}

	private boolean isTrusted(IpAddress address) {
		for (Network network : this.networks) {
			if (network.contains(address)) {
				return true;
			}
		}
		return false;
	}

}
