package dev.realtime.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.realtime.RealtimePublisher;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.broker.Broker;
import dev.realtime.session.Sessions;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * What becomes of an application that has the starter, by its kind.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationKindsTests {

	@Test
	void servletApplicationTakesConnectionsAndPublishes(CapturedOutput output) {
		try (Running application = OpenApplication.start(Nothing.class); PlainClient client = application.connect()) {
			client.subscribe("news");

			application.bean(RealtimePublisher.class).publish("news", "hello");

			assertThat(client.publication().asString()).isEqualTo("hello");
			assertThat(output).doesNotContain("takes no realtime connections").contains("every channel exists");
		}
	}

	@Test
	void reactiveApplicationPublishesAndSaysThatItTakesNoConnections(CapturedOutput output) throws Exception {
		try (Running application = OpenApplication
			.start(new SpringApplicationBuilder(Reactive.class).web(WebApplicationType.REACTIVE), "--server.port=0")) {
			assertThat(application.bean(RealtimePublisher.class).publish("news", "hello"))
				.succeedsWithin(Duration.ofSeconds(1));
			HttpRequest request = HttpRequest.newBuilder(URI.create("http" + application.url("/realtime/websocket")))
				.build();
			assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
			assertThat(application.context().getBeanProvider(Sessions.class).stream()).isEmpty();
			assertThat(output).containsOnlyOnce("takes no realtime connections")
				.contains("what it publishes reaches nobody");
		}
	}

	@Test
	void applicationWithoutWebServerPublishesAndSaysThatNobodyHears(CapturedOutput output) {
		try (Running application = OpenApplication.start(
				OpenApplication.builder(Nothing.class).web(WebApplicationType.NONE),
				"--spring.main.lazy-initialization=true")) {
			assertThat(application.bean(RealtimePublisher.class).publish("news", "hello"))
				.succeedsWithin(Duration.ofSeconds(1));
			assertThat(output).containsOnlyOnce("takes no realtime connections")
				.contains("what it publishes reaches nobody");
			assertThat(application.context().getBeanProvider(ThreadLifecycle.class).stream()).isEmpty();
		}
	}

	@Test
	void applicationWithoutWebServerWhoseBrokerReachesOthersIsNotWarned(CapturedOutput output) {
		try (Running application = OpenApplication
			.start(OpenApplication.builder(SharedBroker.class).web(WebApplicationType.NONE))) {
			assertThat(output).contains("takes no connections").doesNotContain("reaches nobody");
		}
	}

	@Test
	void testWithAMockServletContextStarts() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(TaskExecutionAutoConfiguration.class, RealtimeAutoConfiguration.class,
							RealtimeClusterAutoConfiguration.class, RealtimeSecurityAutoConfiguration.class,
							RealtimeServletAutoConfiguration.class, RealtimeTomcatAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(Sessions.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	static class SharedBroker {

		@Bean
		Broker broker() {
			return mock(Broker.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = {
			"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration" })
	static class Reactive {

		@Bean
		NettyReactiveWebServerFactory netty() {
			return new NettyReactiveWebServerFactory();
		}

	}

}
