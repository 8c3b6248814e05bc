package dev.realtime.security.spring;

import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import dev.realtime.protocol.ErrorCode;
import dev.realtime.security.Identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SecurityContextCalls}.
 */
class SecurityContextCallsTests {

	private static final Authentication ANN = new TestingAuthenticationToken("ann", "secret", "ROLE_USER");

	private static final Callable<Authentication> CURRENT = () -> SecurityContextHolder.getContext()
		.getAuthentication();

	private final SecurityContextCalls calls = new SecurityContextCalls();

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void theClientIsTheAuthenticationDuringTheCallOnly() throws Exception {
		assertThat(this.calls.call(Identity.of(ANN), CURRENT)).isSameAs(ANN);

		assertThat(CURRENT.call()).isNull();
	}

	@Test
	void whoeverIsNoAuthenticationIsAnonymous() throws Exception {
		assertThat(this.calls.call(Identity.ANONYMOUS, CURRENT)).isInstanceOf(AnonymousAuthenticationToken.class);
		assertThat(this.calls.call(Identity.of(() -> "ann"), CURRENT)).isInstanceOf(AnonymousAuthenticationToken.class);
	}

	@Test
	void theContextBeforeComesBack() throws Exception {
		SecurityContext before = new SecurityContextImpl(new TestingAuthenticationToken("bob", "secret"));
		SecurityContextHolder.setContext(before);

		this.calls.call(Identity.of(ANN), CURRENT);

		assertThat(SecurityContextHolder.getContext()).isSameAs(before);
		assertThat(before.getAuthentication().getName()).isEqualTo("bob");
	}

	@Test
	void theContextIsClearedWhenTheCallThrows() {
		assertThatIllegalStateException().isThrownBy(() -> this.calls.call(Identity.of(ANN), () -> {
			throw new IllegalStateException("broken");
		}));

		assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
	}

	@Test
	void whatTheCallSetsDoesNotStay() throws Exception {
		this.calls.call(Identity.ANONYMOUS, () -> {
			SecurityContextHolder.setContext(new SecurityContextImpl(ANN));
			return "";
		});

		assertThat(CURRENT.call()).isNull();
	}

	@Test
	void itsExceptionsMeanSomethingToClients() {
		assertThat(this.calls.errorFor(new AccessDeniedException("no"))).isEqualTo(ErrorCode.PERMISSION_DENIED);
		assertThat(this.calls.errorFor(new AuthorizationDeniedException("no", new AuthorizationDecision(false))))
			.isEqualTo(ErrorCode.PERMISSION_DENIED);
		assertThat(this.calls.errorFor(new BadCredentialsException("no"))).isEqualTo(ErrorCode.UNAUTHORIZED);
		assertThat(this.calls.errorFor(new IllegalStateException("no"))).isNull();
	}

}
