package dev.realtime.controller;

import java.security.Principal;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

import dev.realtime.RealtimeController;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.security.CallScope;
import dev.realtime.security.Identity;
import dev.realtime.security.spring.SecurityContextCalls;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for controllers behind method security.
 */
class ControllerSecurityTests {

	private static final Identity UMPIRE = Identity.of(user("ann", "ROLE_UMPIRE"));

	private static final Identity FAN = Identity.of(user("bob", "ROLE_FAN"));

	private static ControllerApp app;

	@BeforeAll
	static void start() {
		app = ControllerApp.with(Security.class, Secured.class, Forgiving.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@AfterEach
	void nobodyIsLeftBehind() {
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
	}

	@Test
	void whoHasTheAuthorityIsAnswered() {
		assertThat(app.rpc(UMPIRE, "decide", "\"out\"")).isEqualTo("\"ann: out\"");
		assertThat(app.state(UMPIRE, "review:42", null)).isEqualTo("\"review 42 of ann\"");
	}

	@Test
	void whoLacksTheAuthorityIsDenied() {
		assertThat(app.rpcError(FAN, "decide", "\"out\"")).isEqualTo(ErrorCode.PERMISSION_DENIED.error());
		assertThat(app.stateError(FAN, "review:42")).isEqualTo(ErrorCode.PERMISSION_DENIED.error());
		assertThat(app.rpcError("of:ann", null)).isEqualTo(ErrorCode.PERMISSION_DENIED.error());
	}

	@Test
	void expressionsSeeTheArguments() {
		assertThat(app.rpc(FAN, "of:bob", null)).isEqualTo("\"bob\"");
		assertThat(app.rpcError(FAN, "of:ann", null)).isEqualTo(ErrorCode.PERMISSION_DENIED.error());
	}

	@Test
	void aFailedAuthenticationIsUnauthorized() {
		assertThat(app.rpcError(FAN, "login", null)).isEqualTo(ErrorCode.UNAUTHORIZED.error());
	}

	@Test
	void anExceptionHandlerMayAnswerADenialButNotGrantASubscription() {
		assertThat(app.rpc(FAN, "forgiving", null)).isEqualTo("\"sorry, bob\"");
		assertThat(app.stateError(FAN, "forgiving")).isEqualTo(ErrorCode.PERMISSION_DENIED.error());
	}

	@Test
	void theContextIsTheClientsDuringTheCall() {
		app.rpc(UMPIRE, "context", null);
		assertThat(Secured.SEEN.get().getName()).isEqualTo("ann");

		app.rpc("context", null);
		assertThat(Secured.SEEN.get().getName()).isEqualTo("anonymousUser");
	}

	private static Authentication user(String name, String role) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null, AuthorityUtils.createAuthorityList(role));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	static class Security {

		@Bean
		CallScope callScope() {
			return new SecurityContextCalls();
		}

	}

	@RealtimeController
	static class Secured {

		private static final AtomicReference<Authentication> SEEN = new AtomicReference<>();

		@MessageMapping("decide")
		@PreAuthorize("hasRole('UMPIRE')")
		String decide(String decision, Principal user) {
			return user.getName() + ": " + decision;
		}

		@SubscribeMapping("review:{id}")
		@PreAuthorize("hasRole('UMPIRE')")
		String review(@DestinationVariable String id, Authentication user) {
			return "review " + id + " of " + user.getName();
		}

		@MessageMapping("of:{name}")
		@PreAuthorize("#name == authentication.name")
		String of(@DestinationVariable String name) {
			return name;
		}

		@MessageMapping("login")
		void login() {
			throw new BadCredentialsException("wrong password");
		}

		@MessageMapping("context")
		void context() {
			SEEN.set(SecurityContextHolder.getContext().getAuthentication());
		}

	}

	@RealtimeController
	static class Forgiving {

		@MessageMapping("forgiving")
		@PreAuthorize("hasRole('UMPIRE')")
		String answer() {
			return "yes";
		}

		@SubscribeMapping("forgiving")
		@PreAuthorize("hasRole('UMPIRE')")
		String state() {
			return "yes";
		}

		@MessageExceptionHandler
		String sorry(AccessDeniedException ex) {
			return "sorry, " + SecurityContextHolder.getContext().getAuthentication().getName();
		}

	}

}
