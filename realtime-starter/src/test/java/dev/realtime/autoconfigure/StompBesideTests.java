package dev.realtime.autoconfigure;

import java.lang.reflect.Type;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import dev.realtime.RealtimeController;
import dev.realtime.RealtimePublisher;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that serves STOMP clients goes on doing so.
 */
class StompBesideTests {

	private static final BlockingQueue<String> CALLS = new LinkedBlockingQueue<>();

	private static Running application;

	@BeforeAll
	static void start() {
		application = OpenApplication.start(Stomp.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 600, 3000, 9000, 40_000 })
	void stompMessagesOfAnySizeGoThereAndBack(int size) throws Exception {
		String text = "é" + "x".repeat(size - 1);
		StompSession stomp = connectStomp();
		BlockingQueue<String> heard = subscribe(stomp, "/topic/echo");

		stomp.send("/app/echo", text);

		assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(text);
		stomp.disconnect();
	}

	@Test
	void realtimeClientIsServedInTheSameApplication() {
		try (PlainClient client = application.connect().answeringPings()) {
			client.subscribe("news");

			application.bean(RealtimePublisher.class).publish("news", "x".repeat(20_000));

			assertThat(client.publication().asString()).hasSize(20_000);
			assertThat(client.ask("rpc", "{\"method\":\"secret\"}").path("rpc").path("data").asString())
				.isEqualTo("told");
			assertThat(CALLS.remove()).startsWith("task-");
		}
	}

	@Test
	void methodsForRealtimeClientsAreNotCallableOverStomp() throws Exception {
		StompSession stomp = connectStomp();
		BlockingQueue<String> heard = subscribe(stomp, "/topic/echo");

		stomp.send("/app/secret", "");
		stomp.send("/secret", "");
		stomp.send("/app/echo", "behind it");

		assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("behind it");
		assertThat(CALLS).isEmpty();
		stomp.disconnect();
	}

	private static StompSession connectStomp() throws Exception {
		WebSocketContainer container = ContainerProvider.getWebSocketContainer();
		container.setDefaultMaxTextMessageBufferSize(64 * 1024);
		WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient(container));
		client.setOutboundMessageSizeLimit(16 * 1024);
		client.setMessageConverter(new StringMessageConverter());
		return client.connectAsync("ws" + application.url("/stomp"), new StompSessionHandlerAdapter() {
		}).get(10, TimeUnit.SECONDS);
	}

	private static BlockingQueue<String> subscribe(StompSession stomp, String destination) throws Exception {
		BlockingQueue<String> heard = new LinkedBlockingQueue<>();
		stomp.subscribe(destination, new StompFrameHandler() {

			@Override
			public Type getPayloadType(StompHeaders headers) {
				return String.class;
			}

			@Override
			public void handleFrame(StompHeaders headers, @Nullable Object payload) {
				heard.add(String.valueOf(payload));
			}

		});
		// The simple broker confirms nothing: ask until it answers.
		String asked = "ready?";
		String answer = null;
		for (int i = 0; i < 100 && answer == null; i++) {
			stomp.send("/app/echo", asked);
			answer = heard.poll(100, TimeUnit.MILLISECONDS);
		}
		assertThat(answer).isEqualTo(asked);
		String end = "ready.";
		stomp.send("/app/echo", end);
		while (!end.equals(answer)) {
			answer = heard.poll(10, TimeUnit.SECONDS);
			assertThat(answer).isNotNull();
		}
		return heard;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	@Import({ Echo.class, Answers.class })
	static class Stomp implements WebSocketMessageBrokerConfigurer {

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			// Jetty is on the class path as well, so Spring must be told.
			registry.addEndpoint("/stomp")
				.setHandshakeHandler(new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy()));
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
			registry.setApplicationDestinationPrefixes("/app");
		}

	}

	@Controller
	static class Echo {

		@MessageMapping("/echo")
		@SendTo("/topic/echo")
		String echo(String text) {
			return text;
		}

	}

	@RealtimeController
	static class Answers {

		@MessageMapping("secret")
		String secret() {
			CALLS.add(Thread.currentThread().getName());
			return "told";
		}

	}

}
