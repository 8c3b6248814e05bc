package dev.realtime.transport.servlet;

import java.net.URI;
import java.net.URISyntaxException;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.realtime.message.NodeId;
import dev.realtime.message.NodeMark;

/**
 * Tells a client on which node it is, so that a balancer can send it there again, and
 * hears where it was. The cookie gives no right to anything: it says where, not who.
 *
 * <p>
 * It has no path, so that browsers take the directory of the endpoint as <em>they</em>
 * have asked for it, also where a proxy has cut a prefix off. A page of another host can
 * only have it with {@code SameSite=None}, which browsers take over TLS alone.
 * Thread-safe.
 */
final class Affinity {

	/** On every answer to a handshake. */
	static final String HEADER = "X-Realtime-Node";

	private final AffinitySettings settings;

	private final String mark;

	Affinity(AffinitySettings settings, NodeId self) {
		this.settings = settings;
		this.mark = NodeMark.of(self);
	}

	/** Says who answers. */
	void sign(HttpServletResponse response) {
		if (this.settings.enabled()) {
			response.setHeader(HEADER, this.mark);
		}
	}

	/** Where the client was, as far as its cookie says so. */
	@Nullable NodeId cameFrom(HttpServletRequest request) {
		Cookie cookie = cookie(request);
		return (cookie != null) ? NodeMark.read(cookie.getValue()) : null;
	}

	/** Lets it come back here. */
	void bind(HttpServletRequest request, HttpServletResponse response) {
		if (this.settings.enabled()) {
			response.addHeader(HttpHeaders.SET_COOKIE, this.settings.cookie() + "=" + this.mark + attributes(request));
		}
	}

	/** Lets it go anywhere. */
	void release(HttpServletRequest request, HttpServletResponse response) {
		if (cookie(request) != null) {
			response.addHeader(HttpHeaders.SET_COOKIE, this.settings.cookie() + "=; Max-Age=0" + attributes(request));
		}
	}

	private @Nullable Cookie cookie(HttpServletRequest request) {
		Cookie[] cookies = request.getCookies();
		if (cookies != null && this.settings.enabled()) {
			for (Cookie cookie : cookies) {
				if (cookie.getName().equals(this.settings.cookie())) {
					return cookie;
				}
			}
		}
		return null;
	}

	private static String attributes(HttpServletRequest request) {
		boolean secure = request.isSecure();
		String sameSite = (secure && isOfAnotherHost(request)) ? "None" : "Lax";
		return "; HttpOnly; SameSite=" + sameSite + (secure ? "; Secure" : "");
	}

	private static boolean isOfAnotherHost(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		if (origin == null) {
			return false;
		}
		try {
			return !request.getServerName().equalsIgnoreCase(new URI(origin).getHost());
		}
		catch (URISyntaxException ex) {
			// Whatever it is, it is not of this host.
			return true;
		}
	}

}
