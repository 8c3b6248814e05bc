package dev.realtime.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

/**
 * Notices when anonymous clients are allowed here but stopped at the door: Spring
 * Security refuses their handshake before this starter hears of it.
 */
final class AnonymousHandshakeCheck implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(AnonymousHandshakeCheck.class);

	private static final Authentication ANONYMOUS = new AnonymousAuthenticationToken("realtime", "anonymousUser",
			AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

	private final RealtimeProperties properties;

	private final AnonymousAccess anonymous;

	private final ObjectProvider<DispatcherServletPath> servlet;

	private final ObjectProvider<WebInvocationPrivilegeEvaluator> evaluators;

	AnonymousHandshakeCheck(RealtimeProperties properties, AnonymousAccess anonymous,
			ObjectProvider<DispatcherServletPath> servlet, ObjectProvider<WebInvocationPrivilegeEvaluator> evaluators) {
		this.properties = properties;
		this.anonymous = anonymous;
		this.servlet = servlet;
		this.evaluators = evaluators;
	}

	@Override
	public void afterSingletonsInstantiated() {
		WebInvocationPrivilegeEvaluator evaluator = this.evaluators.getIfUnique();
		if (!this.anonymous.allowed() || evaluator == null) {
			return;
		}
		DispatcherServletPath path = this.servlet.getIfAvailable(() -> () -> "/");
		String webSocket = path.getRelativePath(this.properties.path() + "/websocket");
		if (!evaluator.isAllowed(null, webSocket, "GET", ANONYMOUS)) {
			logger.warn("realtime.allow-anonymous is true, but Spring Security refuses anonymous requests to {}: "
					+ "permit them with requestMatchers(RealtimeRequest.toWebSocket()).permitAll()", webSocket);
		}
	}

}
