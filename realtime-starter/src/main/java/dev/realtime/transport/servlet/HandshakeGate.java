package dev.realtime.transport.servlet;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import dev.realtime.security.OriginPolicy;
import dev.realtime.session.Sessions;

/**
 * Turns handshakes away before they cost anything: pages of other origins with 403, and
 * with 503 and {@code Retry-After} everybody when the node is full or about to end.
 */
final class HandshakeGate implements HandshakeInterceptor {

	private static final Logger logger = LoggerFactory.getLogger(HandshakeGate.class);

	private static final String RETRY_AFTER_SECONDS = "5";

	private final OriginPolicy origins;

	private final Sessions sessions;

	private final ServletTransportStats stats;

	private final int maxConnections;

	private volatile boolean closed;

	HandshakeGate(OriginPolicy origins, Sessions sessions, ServletTransportStats stats, int maxConnections) {
		this.origins = origins;
		this.sessions = sessions;
		this.stats = stats;
		this.maxConnections = maxConnections;
	}

	/** From now on nobody is let in. */
	void close() {
		this.closed = true;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			Map<String, Object> attributes) throws Exception {
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
		if (this.closed) {
			response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
			return refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "This node is about to end; try again elsewhere");
		}
		if (this.sessions.stats().active() >= this.maxConnections) {
			this.stats.full();
			response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
			return refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "This node has " + this.maxConnections
					+ " connections (realtime.limits.max-connections); try again later or elsewhere");
		}
		return true;
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler wsHandler,
			@Nullable Exception exception) {
		// Nothing was begun that would have to be ended.
	}

	private static boolean refuse(ServerHttpResponse response, HttpStatus status, String problem) throws Exception {
		response.setStatusCode(status);
		response.getHeaders().setContentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
		response.getBody().write(problem.getBytes(StandardCharsets.UTF_8));
		return false;
	}

}
