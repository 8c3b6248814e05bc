package dev.realtime.admission;

import java.util.List;
import java.util.Objects;

/**
 * How many clients may connect to a node, and how fast.
 *
 * @param maxConnections the most connections at a time, at least 1
 * @param maxConnectionsPerAddress the most of one address, or of one /64 of IPv6; 0 for
 * any number. Behind a proxy that is not among the trusted ones all clients have its
 * address
 * @param connectRate the most new connections per second, at most 100000; 0 for any
 * number
 * @param whenFull what happens to one too many
 * @param trustedProxies addresses and networks of proxies whose word counts when they say
 * for whom they speak; empty to go by the address of the socket
 * @param forwardingHeader in which header they say it; the other is ignored
 */
public record AdmissionSettings(int maxConnections, int maxConnectionsPerAddress, int connectRate, WhenFull whenFull,
		List<String> trustedProxies, ForwardingHeader forwardingHeader) {

	/** What a node uses when nothing is configured. */
	public static final AdmissionSettings DEFAULTS = new AdmissionSettings(10_000, 0, 0, WhenFull.REJECT, List.of(),
			ForwardingHeader.X_FORWARDED_FOR);

	private static final String PREFIX = "realtime.limits.";

	private static final int MOST_RATE = 100_000;

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if one is out of range, or a proxy is no address
	 */
	public AdmissionSettings {
		Objects.requireNonNull(whenFull, "whenFull");
		Objects.requireNonNull(forwardingHeader, "forwardingHeader");
		if (maxConnections < 1) {
			throw new IllegalArgumentException(
					PREFIX + "max-connections is " + maxConnections + "; it must be at least 1");
		}
		if (maxConnectionsPerAddress < 0) {
			throw new IllegalArgumentException(PREFIX + "max-connections-per-address is " + maxConnectionsPerAddress
					+ "; it must be at least 0, for any number");
		}
		if (connectRate < 0 || connectRate > MOST_RATE) {
			throw new IllegalArgumentException(PREFIX + "connect-rate is " + connectRate + "; allowed is 1 to "
					+ MOST_RATE + ", or 0 for any number");
		}
		trustedProxies = List.copyOf(trustedProxies);
		TrustedProxies.of(trustedProxies, forwardingHeader);
	}

	/**
	 * Returns whose word counts.
	 * @return the trusted proxies, to be made once
	 */
	public TrustedProxies proxies() {
		return TrustedProxies.of(this.trustedProxies, this.forwardingHeader);
	}

}
