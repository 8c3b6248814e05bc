package dev.realtime.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.RealtimeController;
import dev.realtime.RealtimePublisher;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.broker.Broker;
import dev.realtime.command.Caller;
import dev.realtime.command.RpcHandler;
import dev.realtime.message.Payload;
import dev.realtime.presence.PresenceStore;
import dev.realtime.security.CallScope;
import dev.realtime.security.ChannelAuthorizer;
import dev.realtime.security.ChannelDecision;
import dev.realtime.security.ClientAuthenticator;
import dev.realtime.security.DefaultChannelAuthorizer;
import dev.realtime.security.Identity;
import dev.realtime.security.PrincipalAuthenticator;
import dev.realtime.security.spring.SecurityContextCalls;
import dev.realtime.session.Sessions;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * What an application brings takes the place of what the starter would have made.
 */
class BackOffTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class, JacksonAutoConfiguration.class,
				RealtimeAutoConfiguration.class, RealtimeClusterAutoConfiguration.class,
				RealtimeSecurityAutoConfiguration.class, RealtimeServletAutoConfiguration.class,
				RealtimePublisherOnlyAutoConfiguration.class));

	@Test
	void everyPartOfTheContractHasADefault() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(Broker.class)
			.hasSingleBean(RealtimePublisher.class)
			.hasSingleBean(PresenceStore.class)
			.hasSingleBean(PrincipalAuthenticator.class)
			.hasSingleBean(DefaultChannelAuthorizer.class)
			.hasSingleBean(SecurityContextCalls.class)
			.hasSingleBean(RpcHandler.class)
			.doesNotHaveBean(PublisherOnlyNotice.class));
	}

	@Test
	void simplePartsAreReplacedByBeansOfTheApplication() {
		this.runner.withUserConfiguration(OwnParts.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Sessions.class)
				.hasSingleBean(Broker.class)
				.hasSingleBean(RealtimePublisher.class)
				.hasSingleBean(PresenceStore.class)
				.hasSingleBean(CallScope.class)
				.hasBean("ownBroker")
				.hasBean("ownPublisher")
				.hasBean("ownPresence")
				.hasBean("ownScope"));
	}

	@Test
	void withoutSpringSecurityAnonymousClientsAreAllowedAndCallsAreSurroundedByNothing() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security")).run((context) -> {
			assertThat(context.getBean(CallScope.class)).isSameAs(CallScope.NONE);
			assertThat(context.getBean(AnonymousAccess.class).allowed()).isTrue();
		});
	}

	@Test
	void withSpringSecurityAnonymousClientsAreRefusedUnlessAllowed() {
		assertThat(SecurityContextHolder.class).isNotNull();
		this.runner.run((context) -> assertThat(context.getBean(AnonymousAccess.class).allowed()).isFalse());
		this.runner.withPropertyValues("realtime.allow-anonymous=true")
			.run((context) -> assertThat(context.getBean(AnonymousAccess.class).allowed()).isTrue());
	}

	@Test
	void ownAuthenticatorAuthorizerMethodsAndMapperAreUsedBesideControllers() {
		try (Running application = OpenApplication.start(OwnAnswers.class);
				PlainClient client = application.connect()) {
			assertThat(client.ask("rpc", "{\"method\":\"any\"}").path("rpc").path("data").path("of").asString())
				.isEqualTo("ann");
			assertThat(client.ask("subscribe", "{\"channel\":\"forbidden\"}").path("error").path("code").asInt())
				.isEqualTo(103);
			assertThat(client.subscribe("state").path("data").path("from").asString()).isEqualTo("controller");

			application.bean(RealtimePublisher.class).publish("state", new State("line 1\nline 2"));

			assertThat(client.publication().path("from").asString()).isEqualTo("line 1\nline 2");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnParts {

		@Bean
		Broker ownBroker() {
			return mock(Broker.class);
		}

		@Bean
		RealtimePublisher ownPublisher() {
			return mock(RealtimePublisher.class);
		}

		@Bean
		PresenceStore ownPresence() {
			return mock(PresenceStore.class);
		}

		@Bean
		CallScope ownScope() {
			return new CallScope() {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAnswers {

		@Bean
		JsonMapper indenting() {
			return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
		}

		@Bean
		ClientAuthenticator authenticator() {
			return (attempt) -> CompletableFuture.completedFuture(Identity.of(() -> "ann"));
		}

		@Bean
		ChannelAuthorizer authorizer() {
			return (access) -> access.channel().value().equals("forbidden") ? ChannelDecision.deny()
					: ChannelDecision.allow();
		}

		@Bean
		RpcHandler ownMethods() {
			return new RpcHandler() {

				@Override
				public CompletionStage<@Nullable Payload> call(Caller caller, String method,
						@Nullable Payload argument) {
					return CompletableFuture
						.completedFuture(Payload.json("{\"of\":\"" + caller.identity().user() + "\"}"));
				}

				@Override
				public boolean takesMessages() {
					return false;
				}

				@Override
				public CompletionStage<@Nullable Void> message(Caller caller, @Nullable Payload data) {
					return CompletableFuture.completedFuture(null);
				}

			};
		}

		@Bean
		States states() {
			return new States();
		}

	}

	@RealtimeController
	static class States {

		@SubscribeMapping("state")
		State state() {
			return new State("controller");
		}

		@MessageMapping("any")
		String never() {
			throw new AssertionError("the application's own handler answers");
		}

	}

	record State(String from) {

	}

}
