package dev.realtime.transport.servlet.tomcat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

import dev.realtime.session.Sessions;
import dev.realtime.transport.servlet.Visitor;

/**
 * Answers a handshake that Spring WebSocket has checked (RFC 6455, section 4.2.2) and
 * takes the socket over. Agrees to no extension and no subprotocol. Thread-safe.
 */
public final class TomcatUpgradeStrategy implements RequestUpgradeStrategy {

	/** RFC 6455, section 1.3. */
	private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	/** Set by the container when the connection itself is TLS. */
	private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

	private final Sessions sessions;

	private final int maxFrameBytes;

	private final RequestUpgradeStrategy standard;

	/**
	 * Makes a strategy.
	 * @param sessions opens sessions
	 * @param maxFrameBytes the largest message a client may send
	 * @param standard takes the connections this one cannot: over TLS that ends here, and
	 * over HTTP/2
	 */
	public TomcatUpgradeStrategy(Sessions sessions, int maxFrameBytes, RequestUpgradeStrategy standard) {
		this.sessions = sessions;
		this.maxFrameBytes = maxFrameBytes;
		this.standard = standard;
	}

	@Override
	public String[] getSupportedVersions() {
		return new String[] { "13" };
	}

	@Override
	public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
		return List.of();
	}

	@Override
	public void upgrade(ServerHttpRequest request, ServerHttpResponse response, @Nullable String selectedProtocol,
			List<WebSocketExtension> selectedExtensions, @Nullable Principal user, WebSocketHandler wsHandler,
			Map<String, Object> attributes) throws HandshakeFailureException {
		HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
		if (!isPlainHttp1(servletRequest)) {
			this.standard.upgrade(request, response, selectedProtocol, selectedExtensions, user, wsHandler, attributes);
			return;
		}
		HttpServletResponse servletResponse = ((ServletServerHttpResponse) response).getServletResponse();
		String key = servletRequest.getHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY);
		servletResponse.setHeader(HttpHeaders.UPGRADE, "websocket");
		servletResponse.setHeader(HttpHeaders.CONNECTION, "upgrade");
		servletResponse.setHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT, accept(key));
		try {
			servletRequest.upgrade(TomcatSocket.class)
				.prepare(this.sessions, Visitor.handshake(attributes, user), this.maxFrameBytes);
		}
		catch (IOException | ServletException ex) {
			throw new HandshakeFailureException("Tomcat does not upgrade " + servletRequest.getRequestURI(), ex);
		}
	}

	private static boolean isPlainHttp1(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod()) && request.getAttribute(CIPHER_SUITE) == null;
	}

	private static String accept(String key) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1")
				.digest((key + ACCEPT_SALT).getBytes(StandardCharsets.ISO_8859_1));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-1", ex);
		}
	}

}
