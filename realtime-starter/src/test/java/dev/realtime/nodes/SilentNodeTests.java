package dev.realtime.nodes;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.realtime.nodes.Actuator.Answer;
import dev.realtime.testing.ForkedApplication;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

/** What an operator is told while a node stands still, and when it is gone. */
class SilentNodeTests {

	private static final String[] EXPOSED = { "management.endpoints.web.exposure.include=*",
			"management.endpoints.access.default=unrestricted", "realtime.control.unsecured=true" };

	@Test
	void nodeThatStandsStillIsNamedAndOneThatIsGoneIsNot() {
		String cluster = UUID.randomUUID().toString();
		try (RedisServer server = RedisServer.started();
				TestNode one = TestNode.start("one", server.uri(), cluster, EXPOSED);
				ForkedApplication two = TestNode.fork("two", server.uri(), cluster, EXPOSED);
				PlainClient here = one.client("ann");
				PlainClient there = TestNode.client(two.port(), "ben")) {
			here.subscribe("room:1");
			there.subscribe("room:1");
			Actuator actuator = new Actuator(one.port());
			await().atMost(Duration.ofSeconds(20)).until(() -> both(actuator));
			String client = actuator.get("realtimeconnections?user=ben")
				.ok()
				.path("connections")
				.get(0)
				.path("client")
				.asString();

			two.pause();

			JsonNode page = actuator.get("realtimeconnections").ok();
			assertThat(page.path("connections")).hasSize(1);
			assertThat(page.path("connections").get(0).path("user").asString()).isEqualTo("ann");
			assertMissing(page);
			JsonNode channels = actuator.get("realtimechannels").ok();
			assertThat(channels.path("channels").get(0).path("subscribers").asInt()).isEqualTo(1);
			assertMissing(channels);
			assertMissing(actuator.get("realtimetraces").ok());
			assertMissing(actuator.get("realtimeslow").ok());
			assertMissing(actuator.get("realtimereconnects").ok());
			assertAway(actuator.get("realtimenodes/two"), "node two does not answer: SILENT");
			assertAway(actuator.get("realtimeconnections/" + client), "two has not: try again");
			assertAway(actuator.delete("realtimeconnections/" + client), "not all nodes answer");
			assertThat(actuator.get("realtimenodes").status()).isEqualTo(200);

			two.resume();
			await().atMost(Duration.ofSeconds(20))
				.until(() -> actuator.get("realtimeconnections").ok().path("missing").isEmpty());

			two.kill();
			await().atMost(Duration.ofSeconds(40)).until(() -> {
				JsonNode left = actuator.get("realtimeconnections").ok();
				return left.path("missing").isEmpty() && left.path("connections").size() == 1;
			});
			await().atMost(Duration.ofSeconds(40)).until(() -> actuator.get("realtimenodes/two").status() == 404);
			assertThatNoException().isThrownBy(() -> actuator.get("realtimechannels").ok());
		}
	}

	private static boolean both(Actuator actuator) {
		return actuator.get("realtimeconnections").ok().path("connections").size() == 2
				&& actuator.get("realtimenodes/two").status() == 200;
	}

	private static void assertMissing(JsonNode answer) {
		assertThat(answer.path("missing")).hasSize(1);
		assertThat(answer.path("missing").get(0).path("node").asString()).isEqualTo("two");
		assertThat(answer.path("missing").get(0).path("why").asString()).isEqualTo("SILENT");
	}

	private static void assertAway(Answer answer, String words) {
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.json().path("problem").asString()).contains(words);
	}

}
