package dev.realtime.security.spring;

import java.security.Principal;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

import dev.realtime.protocol.ErrorCode;
import dev.realtime.security.CallScope;
import dev.realtime.security.Identity;

/**
 * Sets the security context around each call: to the client's {@link Authentication}, or
 * to an anonymous one if its principal is none. Afterwards the thread has the context it
 * had before. Denied access becomes error 103, a failed authentication 101.
 *
 * <p>
 * Thread-safe.
 */
public final class SecurityContextCalls implements CallScope {

	private static final Authentication ANONYMOUS = new AnonymousAuthenticationToken("realtime", "anonymousUser",
			AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

	private final SecurityContextHolderStrategy contexts;

	/**
	 * Uses the strategy that {@link SecurityContextHolder} uses.
	 */
	public SecurityContextCalls() {
		this(SecurityContextHolder.getContextHolderStrategy());
	}

	/**
	 * Uses a strategy of the application's own.
	 * @param contexts where security contexts are kept
	 */
	public SecurityContextCalls(SecurityContextHolderStrategy contexts) {
		this.contexts = contexts;
	}

	@Override
	public <T extends @Nullable Object> T call(Identity identity, Callable<T> work) throws Exception {
		SecurityContext before = this.contexts.getContext();
		// A new context: the one before may be shared with other threads of a session.
		SecurityContext context = this.contexts.createEmptyContext();
		context.setAuthentication(authenticationOf(identity.principal()));
		this.contexts.setContext(context);
		try {
			return work.call();
		}
		finally {
			restore(before);
		}
	}

	@Override
	public @Nullable ErrorCode errorFor(Throwable failure) {
		if (failure instanceof AccessDeniedException) {
			return ErrorCode.PERMISSION_DENIED;
		}
		return (failure instanceof AuthenticationException) ? ErrorCode.UNAUTHORIZED : null;
	}

	private void restore(SecurityContext before) {
		if (before.getAuthentication() != null) {
			this.contexts.setContext(before);
		}
		else {
			this.contexts.clearContext();
		}
	}

	private static Authentication authenticationOf(@Nullable Principal principal) {
		return (principal instanceof Authentication authentication) ? authentication : ANONYMOUS;
	}

}
