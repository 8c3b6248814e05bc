package dev.realtime.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a connection. Browsers let any page open a WebSocket to any host
 * and send the user's cookies along; the origin they add is the only thing that tells our
 * pages from others (RFC 6455, section 10.2). A client without an origin is no browser
 * and passes. Immutable.
 */
public final class OriginPolicy {

	private final Set<String> allowed;

	/**
	 * Makes a policy.
	 * @param allowed origins such as {@code https://example.com}, {@code *} for any;
	 * empty for the same origin only
	 * @throws IllegalArgumentException if one is not an origin
	 */
	public OriginPolicy(List<String> allowed) {
		this.allowed = allowed.stream().map(OriginPolicy::checked).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Decides.
	 * @param origin the origin header, or nothing
	 * @param scheme scheme of the request as the client sees it, {@code http} or
	 * {@code https}
	 * @param host host of the request as the client sees it
	 * @param port port of the request as the client sees it
	 * @return whether the page may connect
	 */
	public boolean allows(@Nullable String origin, String scheme, String host, int port) {
		if (origin == null || this.allowed.contains("*")) {
			return true;
		}
		String asked = origin.toLowerCase(Locale.ROOT);
		if (!this.allowed.isEmpty()) {
			return this.allowed.contains(asked);
		}
		URI uri = parse(asked);
		return uri != null && scheme.equalsIgnoreCase(uri.getScheme()) && host.equalsIgnoreCase(uri.getHost())
				&& port(uri.getScheme(), uri.getPort()) == port(scheme, port);
	}

	private static String checked(String origin) {
		URI uri = parse(origin);
		boolean fine = origin.equals("*") || (uri != null && uri.getScheme() != null && uri.getHost() != null
				&& (uri.getRawPath() == null || uri.getRawPath().isEmpty()));
		if (!fine) {
			throw new IllegalArgumentException("realtime.allowed-origins has '" + origin
					+ "', which is not an origin: write scheme and host like https://example.com, or *");
		}
		return origin.toLowerCase(Locale.ROOT);
	}

	private static @Nullable URI parse(String origin) {
		try {
			return new URI(origin);
		}
		catch (URISyntaxException ex) {
			// Whatever it is, it is no page of ours.
			return null;
		}
	}

	private static int port(String scheme, int port) {
		if (port > 0) {
			return port;
		}
		return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss") ? 443 : 80;
	}

}
