package dev.realtime.readme;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;
import dev.realtime.testing.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first five minutes, exactly as the README has them: its class, its configuration
 * and its page, in a JVM with nothing but the one dependency.
 */
class HelloReadmeTests {

	private static final String TIME = "\\d\\d:\\d\\d:\\d\\d";

	private static final Page README = Page.of("README.md");

	@TempDir
	private static Path folder;

	private static RunningApplication hello;

	@BeforeAll
	static void start() {
		Workshop workshop = new Workshop(folder);
		String libraries = Workshop.starterClassPath();
		workshop.build(README.files(), libraries);
		hello = RunningApplication.start("hello.Hello", workshop.classes(), libraries);
	}

	@AfterAll
	static void stop() {
		if (hello != null) {
			hello.close();
		}
	}

	@Test
	void itIsOneClassThreeLinesOfConfigurationAndAPage() {
		Map<String, String> files = README.files();

		assertThat(files).containsOnlyKeys("src/main/java/hello/Hello.java", "src/main/resources/application.yml",
				"src/main/resources/static/index.html");
		assertThat(files.get("src/main/resources/application.yml")).hasLineCount(3);
	}

	@Test
	void dependencyIsThisStarter() {
		String pom = Repository.read("realtime-starter/pom.xml");
		String version = pom.substring(pom.indexOf("<version>"), pom.indexOf("</version>"));

		assertThat(README.text()).contains("""
				  <groupId>dev.realtime</groupId>
				  <artifactId>realtime-starter</artifactId>
				  %s</version>
				""".formatted(version));
		assertThat(pom).contains("<artifactId>realtime-starter</artifactId>");
	}

	@Test
	void itStartsWithoutAWarning() {
		assertThat(hello.output()).doesNotContain(" WARN ", " ERROR ");
	}

	@Test
	void clockTicksForWhoeverSubscribes() {
		try (JsonClient client = connected()) {
			JsonNode subscribed = client.ask("{\"id\":2,\"subscribe\":{\"channel\":\"clock\"}}").path("subscribe");

			JsonNode first = client.awaitPublication("clock");
			JsonNode second = client.awaitPublication("clock");

			assertThat(subscribed.path("recoverable").asBoolean()).isTrue();
			assertThat(first.path("data").asString()).matches(TIME);
			assertThat(second.path("offset").asLong()).isEqualTo(first.path("offset").asLong() + 1);
		}
	}

	@Test
	void whoeverWasAwayGetsTheNewestTimeAtOnce() {
		String epoch;
		long missed;
		try (JsonClient client = connected()) {
			epoch = client.ask("{\"id\":2,\"subscribe\":{\"channel\":\"clock\"}}")
				.path("subscribe")
				.path("epoch")
				.asString();
			missed = client.awaitPublication("clock").path("offset").asLong();
		}

		try (JsonClient client = connected()) {
			JsonNode subscribed = client
				.ask("{\"id\":2,\"subscribe\":{\"channel\":\"clock\",\"recover\":true,\"epoch\":\"%s\",\"offset\":%d}}"
					.formatted(epoch, missed - 1))
				.path("subscribe");

			assertThat(subscribed.path("recovered").asBoolean()).isTrue();
			assertThat(subscribed.path("publications")).singleElement().satisfies((newest) -> {
				assertThat(newest.path("data").asString()).matches(TIME);
				assertThat(newest.path("offset").asLong()).isGreaterThanOrEqualTo(missed);
			});
		}
	}

	@Test
	void serverGreets() {
		try (JsonClient client = connected()) {
			JsonNode reply = client.ask("{\"id\":2,\"rpc\":{\"method\":\"greet\",\"data\":\"Ada\"}}");

			assertThat(reply.path("rpc").path("data").asString()).isEqualTo("Hello Ada!");
		}
	}

	@Test
	void channelThatNoRuleMatchesIsRefused() {
		try (JsonClient client = connected()) {
			JsonNode reply = client.ask("{\"id\":2,\"subscribe\":{\"channel\":\"calendar\"}}");

			assertThat(reply.path("error").path("code").asInt()).isEqualTo(102);
		}
	}

	@Test
	void pageShowsTheTimeAndTheGreeting() {
		try (NodeProcess page = NodeScripts.prepared().start("page.mjs", "http://localhost:" + hello.port() + "/")) {
			page.await("shown", (shown) -> shown.path("id").asString().equals("greeting")
					&& shown.path("text").asString().equals("Hello Ada!"));
			page.await("shown", (shown) -> shown.path("id").asString().equals("clock")
					&& shown.path("text").asString().matches(TIME));
		}
	}

	private static JsonClient connected() {
		JsonClient client = new JsonClient(hello.port());
		assertThat(client.ask("{\"id\":1,\"connect\":{}}").has("connect")).isTrue();
		return client;
	}

}
