package dev.realtime.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.MessageMapping;

import dev.realtime.RealtimeController;
import dev.realtime.RealtimePublisher;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.session.Sessions;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.PlainClient.Closed;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From the first request to the end of an application.
 */
class LifecycleTests {

	private static final int CLIENTS = 200;

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void everythingAnswersBelowContextAndServletPathAlsoIfBeansAreLazy() throws Exception {
		try (Running application = OpenApplication.start(Methods.class, "--server.servlet.context-path=/shop",
				"--spring.mvc.servlet.path=/mvc", "--spring.main.lazy-initialization=true");
				PlainClient client = PlainClient.connect("ws" + application.url("/shop/mvc/realtime/websocket"))) {
			client.subscribe("news");
			application.bean(RealtimePublisher.class).publish("news", "hello");
			assertThat(client.publication().asString()).isEqualTo("hello");
			assertThat(client.ask("rpc", "{\"method\":\"ping\"}").path("rpc").path("data").asString())
				.isEqualTo("pong");

			HttpResponse<String> script = get(application, "");
			assertThat(script.statusCode()).isEqualTo(200);
			assertThat(script.headers().firstValue("Content-Type"))
				.hasValueSatisfying((type) -> assertThat(type).matches("text/javascript; ?charset=UTF-8"));
			assertThat(script.body()).contains("class ");
			String etag = script.headers().firstValue("ETag").orElseThrow();

			HttpResponse<String> again = get(application, etag);
			assertThat(again.statusCode()).isEqualTo(304);
			assertThat(again.body()).isEmpty();
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void endThatTakesLongerThanKubernetesWaitsIsWarnedOf(CapturedOutput output) {
		try (Running application = OpenApplication.start(Methods.class, "--realtime.drain.shutdown=25s")) {
			assertThat(output).doesNotContain("terminationGracePeriodSeconds");
		}
		try (Running application = OpenApplication.start(Methods.class, "--realtime.drain.shutdown=26s")) {
			assertThat(output).contains("may take 31 s at the end", "terminationGracePeriodSeconds");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void endOfTheApplicationIsToldToEveryClientAndTakesNoTime(String shutdown) {
		Set<Thread> before = ours();
		Running application = OpenApplication.start(Methods.class, "--server.shutdown=" + shutdown);
		List<PlainClient> clients = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			PlainClient client = application.connect();
			client.subscribe("news:" + i % 10);
			clients.add(client);
		}
		Sessions sessions = application.bean(Sessions.class);
		assertThat(sessions.stats().active()).isEqualTo(CLIENTS);

		long begin = System.nanoTime();
		application.close();

		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
		assertThat(clients).extracting(PlainClient::awaitClose).extracting(Closed::code).containsOnly(3001);
		assertThat(sessions.stats().active()).isZero();
		assertThat(sessions.stats().closesByCode()).containsOnlyKeys(3001);
		assertThat(ours()).isSubsetOf(before);
	}

	private static Set<Thread> ours() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("realtime-"))
			.collect(Collectors.toSet());
	}

	private HttpResponse<String> get(Running application, String etag) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http" + application.url("/shop/mvc/realtime/client.js")));
		if (!etag.isEmpty()) {
			request.header("If-None-Match", etag);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	static class Methods {

		@Bean
		Answers answers() {
			return new Answers();
		}

	}

	@RealtimeController
	static class Answers {

		@MessageMapping("ping")
		String ping() {
			return "pong";
		}

	}

}
