package dev.realtime.transport.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import dev.realtime.admission.AdmissionTicket;
import dev.realtime.admission.Doorkeeper;
import dev.realtime.admission.HandshakeVerdict;
import dev.realtime.admission.HandshakeVerdict.Admitted;
import dev.realtime.admission.HandshakeVerdict.AdmittedByEviction;
import dev.realtime.admission.HandshakeVerdict.Refused;
import dev.realtime.admission.IpAddress;
import dev.realtime.admission.RefusalReason;
import dev.realtime.message.NodeId;
import dev.realtime.security.OriginPolicy;
import dev.realtime.session.IdleEviction;
import dev.realtime.session.Sessions;

/**
 * Turns handshakes away before they cost anything: pages of other origins with 403, and
 * with 503 and a {@code Retry-After} of its own each whom the doorkeeper does not let in.
 * Whom it refuses is free to go to another node, whatever a cookie said; who is let in is
 * told where it is.
 */
final class HandshakeGate implements HandshakeInterceptor {

	private static final Logger logger = LoggerFactory.getLogger(HandshakeGate.class);

	private final OriginPolicy origins;

	private final Doorkeeper doorkeeper;

	private final Affinity affinity;

	private final Sessions sessions;

	private final IdleEviction eviction;

	private final ServletTransportStats stats;

	HandshakeGate(OriginPolicy origins, Doorkeeper doorkeeper, Affinity affinity, Sessions sessions,
			IdleEviction eviction, ServletTransportStats stats) {
		this.origins = origins;
		this.doorkeeper = doorkeeper;
		this.affinity = affinity;
		this.sessions = sessions;
		this.eviction = eviction;
		this.stats = stats;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			Map<String, Object> attributes) {
		this.affinity.sign(((ServletServerHttpResponse) response).getServletResponse());
		URI uri = request.getURI();
		String origin = request.getHeaders().getOrigin();
		if (!this.origins.allows(origin, uri.getScheme(), uri.getHost(), uri.getPort())) {
			this.stats.wrongOrigin();
			String problem = "The origin " + origin + " may not connect to " + uri.getScheme() + "://"
					+ uri.getAuthority() + ": add it to realtime.allowed-origins; behind a proxy that ends TLS set "
					+ "server.forward-headers-strategy=framework";
			logger.debug(problem);
			return refuse(response, HttpStatus.FORBIDDEN, problem);
		}
		if (!isHandshake(request)) {
			// What stands behind says what is wrong; it takes nobody's place.
			return true;
		}
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		IpAddress address = this.doorkeeper.address(servletRequest.getRemoteAddr(), request.getHeaders()::get);
		return this.doorkeeper.decide(address)
			.dispatchTo(new Answer(servletRequest, (ServletServerHttpResponse) response, address, attributes));
	}

	/** RFC 6455, section 4.2.1; over HTTP/2 it is RFC 8441 and no GET. */
	private static boolean isHandshake(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		String upgrade = headers.getUpgrade();
		return !HttpMethod.GET.equals(request.getMethod()) ? "CONNECT".equals(request.getMethod().name())
				: upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket")
						&& headers.getFirst("Sec-WebSocket-Key") != null;
	}

	/** Where nothing was upgraded nobody will give the place back later. */
	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			@Nullable Exception exception) {
		HttpServletResponse servletResponse = ((ServletServerHttpResponse) response).getServletResponse();
		Object ticket = ((ServletServerHttpRequest) request).getServletRequest().getAttribute(Visitor.NAME);
		boolean upgraded = servletResponse.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
		this.stats.ended(exception == null && upgraded);
		if (ticket instanceof AdmissionTicket unused && (exception != null || !upgraded)) {
			unused.release();
		}
	}

	private static boolean refuse(ServerHttpResponse response, HttpStatus status, String problem) {
		response.setStatusCode(status);
		response.getHeaders().setContentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
		try {
			response.getBody().write(problem.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A refused client could not be told", ex);
		}
		return false;
	}

	private static String words(RefusalReason reason) {
		return switch (reason) {
			case FULL -> "This node has all the connections it takes (realtime.limits.max-connections, "
					+ "realtime.overload.occupancy.refuse)";
			case ADDRESS ->
				"This address has all the connections it may have (realtime.limits.max-connections-per-address)";
			case RATE -> "Too many clients connect at the moment (realtime.limits.connect-rate)";
			case OVERLOADED -> "This node is overloaded (realtime.overload)";
			case DRAINING -> "This node gives its clients away";
		};
	}

	/** Says what was decided. */
	private final class Answer implements HandshakeVerdict.Handler<Boolean> {

		private final HttpServletRequest request;

		private final ServletServerHttpResponse response;

		private final IpAddress address;

		private final Map<String, Object> attributes;

		Answer(HttpServletRequest request, ServletServerHttpResponse response, IpAddress address,
				Map<String, Object> attributes) {
			this.request = request;
			this.response = response;
			this.address = address;
			this.attributes = attributes;
		}

		@Override
		public Boolean admitted(Admitted verdict) {
			return admit(verdict.ticket());
		}

		/** Waits: whether there is somebody to close decides what is answered. */
		@Override
		public Boolean admittedByEviction(AdmittedByEviction verdict) {
			if (HandshakeGate.this.eviction.evict().toCompletableFuture().join()) {
				return admit(verdict.ticket());
			}
			verdict.ticket().release();
			return refused(HandshakeGate.this.doorkeeper.nobodyLeft());
		}

		@Override
		public Boolean refused(Refused verdict) {
			HandshakeGate.this.affinity.release(this.request, this.response.getServletResponse());
			this.response.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(verdict.retryAfterSeconds()));
			return refuse(this.response, HttpStatus.SERVICE_UNAVAILABLE,
					words(verdict.reason()) + "; try again in " + verdict.retryAfterSeconds() + " s, or elsewhere");
		}

		private boolean admit(AdmissionTicket ticket) {
			String remote = this.address.isKnown() ? this.address.toString() : this.request.getRemoteAddr();
			NodeId before = HandshakeGate.this.sessions.recognise(HandshakeGate.this.affinity.cameFrom(this.request));
			HandshakeGate.this.affinity.bind(this.request, this.response.getServletResponse());
			this.request.setAttribute(Visitor.NAME, ticket);
			this.attributes.put(Visitor.NAME, new Visitor(remote, ticket, before));
			return true;
		}

	}

}
