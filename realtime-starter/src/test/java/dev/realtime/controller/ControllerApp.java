package dev.realtime.controller;

import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Validator;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.CommandRejectedException;
import dev.realtime.command.Caller;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.Payload;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.security.CallScope;
import dev.realtime.security.Identity;

/**
 * A running application with controllers, and a client that asks them.
 */
final class ControllerApp implements AutoCloseable {

	static final String APPLICATION_THREAD = "application-executor";

	static final ClientId CLIENT = new ClientId("client-1");

	private final AnnotationConfigApplicationContext context;

	private final RealtimeControllers controllers;

	private ControllerApp(AnnotationConfigApplicationContext context) {
		this.context = context;
		this.controllers = context.getBean(RealtimeControllers.class);
	}

	static ControllerApp with(Class<?>... components) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Wiring.class);
		Arrays.stream(components).forEach(context::register);
		context.refresh();
		return new ControllerApp(context);
	}

	RealtimeControllers controllers() {
		return this.controllers;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Nullable String rpc(String method, @Nullable String data) {
		return rpc(Identity.ANONYMOUS, method, data);
	}

	@Nullable String rpc(Principal user, String method, @Nullable String data) {
		return rpc(Identity.of(user), method, data);
	}

	@Nullable String rpc(Identity identity, String method, @Nullable String data) {
		return textOf(this.controllers.call(caller(identity), method, payload(data)));
	}

	ProtocolError rpcError(Identity identity, String method, @Nullable String data) {
		return errorOf(this.controllers.call(caller(identity), method, payload(data)));
	}

	ProtocolError rpcError(String method, @Nullable String data) {
		return rpcError(Identity.ANONYMOUS, method, data);
	}

	@Nullable String state(String channel) {
		return state(Identity.ANONYMOUS, channel, null);
	}

	@Nullable String state(Identity identity, String channel, @Nullable String data) {
		return textOf(this.controllers.read(caller(identity), ChannelName.of(channel), payload(data)));
	}

	ProtocolError stateError(Identity identity, String channel) {
		return errorOf(this.controllers.read(caller(identity), ChannelName.of(channel), null));
	}

	ProtocolError stateError(String channel) {
		return stateError(Identity.ANONYMOUS, channel);
	}

	CompletionStage<@Nullable Void> send(@Nullable String data) {
		return this.controllers.message(caller(Identity.ANONYMOUS), payload(data));
	}

	static Caller caller(Identity identity) {
		return new Caller(CLIENT, identity);
	}

	static @Nullable String textOf(CompletionStage<@Nullable Payload> answer) {
		Payload payload = answer.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
		return (payload != null) ? payload.text() : null;
	}

	/** The error as the port promises it: not wrapped in anything. */
	static ProtocolError errorOf(CompletionStage<?> answer) {
		Throwable failure = answer.handle((value, thrown) -> thrown)
			.toCompletableFuture()
			.orTimeout(10, TimeUnit.SECONDS)
			.join();
		Assertions.assertThat(failure)
			.isInstanceOf(CommandRejectedException.class)
			.isNotInstanceOf(CompletionException.class);
		return ((CommandRejectedException) failure).error();
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static @Nullable Payload payload(@Nullable String data) {
		return (data != null) ? Payload.json(data) : null;
	}

	@Configuration(proxyBeanMethods = false)
	static class Wiring {

		@Bean(destroyMethod = "shutdownNow")
		ExecutorService applicationExecutor() {
			return Executors.newSingleThreadExecutor((task) -> new Thread(task, APPLICATION_THREAD));
		}

		@Bean
		RealtimeControllers realtimeControllers(ConfigurableListableBeanFactory beans,
				ObjectProvider<Validator> validator, ObjectProvider<HandlerMethodArgumentResolver> arguments,
				ObjectProvider<CallScope> scope, ExecutorService executor) {
			JsonMapper indenting = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
			List<HandlerMethodArgumentResolver> more = arguments.orderedStream().toList();
			return new RealtimeControllers(beans, indenting, validator.getIfAvailable(), more,
					scope.getIfAvailable(() -> CallScope.NONE), executor);
		}

	}

}
