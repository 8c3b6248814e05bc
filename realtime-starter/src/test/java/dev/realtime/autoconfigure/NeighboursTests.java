package dev.realtime.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Tomcat is tuned to must not be felt by other WebSocket code of the application.
 */
class NeighboursTests {

	private static final String BUFFER = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

	private final ApplicationContextRunner runner = new ApplicationContextRunner();

	private String before = "";

	@BeforeEach
	void forgetTheProperty() {
		this.before = System.getProperty(BUFFER, "");
		System.clearProperty(BUFFER);
	}

	@AfterEach
	void restoreTheProperty() {
		System.clearProperty(BUFFER);
		if (!this.before.isEmpty()) {
			System.setProperty(BUFFER, this.before);
		}
	}

	@Test
	void handlerOfTheApplicationTakesAsMuchAsWithoutUs() {
		try (Running application = OpenApplication.start(OwnHandler.class); PlainClient ours = application.connect()) {
			Answer answer = new Answer();
			WebSocket socket = HttpClient.newHttpClient()
				.newWebSocketBuilder()
				.buildAsync(URI.create("ws" + application.url("/own")), answer)
				.join();

			socket.sendText("x".repeat(8000), true).join();

			assertThat(answer.text).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo("8000");
			assertThat(ours.ask("subscribe", "{\"channel\":\"" + "x".repeat(200) + "\"}").has("subscribe")).isTrue();
			socket.abort();
		}
	}

	@Test
	void buffersAreSmallWhereNobodyElseUsesWebSocket() {
		this.runner.run((context) -> {
			tuning(context.getBeanFactory()).customize(new TomcatServletWebServerFactory());

			assertThat(System.getProperty(BUFFER)).isEqualTo("2048");
		});
	}

	@Test
	void buffersOfAnApplicationThatIsAWebSocketClientAreLeftAlone() {
		this.runner.withUserConfiguration(OwnClient.class).run((context) -> {
			tuning(context.getBeanFactory()).customize(new TomcatServletWebServerFactory());

			assertThat(System.getProperty(BUFFER)).isNull();
		});
	}

	private static TomcatTuning tuning(ListableBeanFactory beans) {
		RealtimeProperties properties = new Binder(
				new MapConfigurationPropertySource(Map.of("realtime.tomcat.direct-sockets", "false")))
			.bindOrCreate("realtime", RealtimeProperties.class);
		return new TomcatTuning(properties, new MockEnvironment(), new WebSocketNeighbours(beans));
	}

	private static final class Answer implements WebSocket.Listener {

		private final CompletableFuture<String> text = new CompletableFuture<>();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.complete(data.toString());
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			this.text.completeExceptionally(new AssertionError("closed " + code + " " + reason));
			return CompletableFuture.completedFuture(null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class OwnHandler implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			// Jetty is on the class path as well, so Spring must be told.
			registry.addHandler(length(), "/own")
				.setHandshakeHandler(new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy()));
		}

		@Bean
		WebSocketHandler length() {
			return new TextWebSocketHandler() {

				@Override
				protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
					session.sendMessage(new TextMessage(String.valueOf(message.getPayloadLength())));
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		WebSocketClient client() {
			return new StandardWebSocketClient();
		}

	}

}
