package dev.realtime.wrong;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.messaging.handler.annotation.MessageMapping;

import dev.realtime.CommandRejectedException;
import dev.realtime.RealtimeController;
import dev.realtime.loop.LoopThreads;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.security.ClientAuthenticator;
import dev.realtime.security.ConnectRefusedException;
import dev.realtime.security.Identity;

/**
 * An application that can be slow, refuse and break, with a clock that can be moved.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration" })
class WrongApplication {

	@Bean
	static MovableTicker movableTicker() {
		return new MovableTicker();
	}

	@Bean
	static BeanPostProcessor loopsOnTheMovableTicker(MovableTicker ticker) {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessBeforeInitialization(Object bean, String name) {
				return (bean instanceof LoopThreads) ? new LoopThreads(2, ticker) : bean;
			}
		};
	}

	@Bean
	ClientAuthenticator authenticator() {
		return (attempt) -> authenticate((attempt.token() != null) ? attempt.token() : "");
	}

	@Bean
	@Profile("tomcat")
	TomcatServletWebServerFactory tomcat() {
		return new TomcatServletWebServerFactory();
	}

	@Bean
	@Profile("jetty")
	JettyServletWebServerFactory jetty() {
		return new JettyServletWebServerFactory();
	}

	private static CompletionStage<Identity> authenticate(String token) {
		return switch (token) {
			case "forged" -> throw new ConnectRefusedException(CloseReason.INVALID_TOKEN);
			case "unknown" -> throw new CommandRejectedException(ErrorCode.UNAUTHORIZED);
			case "broken" -> throw new IllegalStateException("The user database is away");
			case "slow" -> CompletableFuture.supplyAsync(() -> Identity.ANONYMOUS,
					CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
			default -> CompletableFuture.completedFuture(Identity.ANONYMOUS);
		};
	}

	@RealtimeController
	static class Answers {

		@MessageMapping("echo")
		int echo(int number) {
			return number;
		}

		@MessageMapping("never")
		CompletionStage<@Nullable String> never() {
			return new CompletableFuture<>();
		}

		@MessageMapping("broken")
		String broken() {
			throw new IllegalStateException("Details that are nobody's business");
		}

		@MessageMapping("fatal")
		String fatal() {
			throw new StackOverflowError();
		}

	}

}
