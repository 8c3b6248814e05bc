package dev.realtime.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.testing.PlainClient;
import dev.realtime.testing.redis.RedisServer;
import dev.realtime.testing.redis.RedisTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three of the shipped jars on one Redis: two that may replay the match, one that only
 * serves it. The one that replays is killed.
 */
@RedisTest
class SampleNodesIT {

	private static final String COMMENTARY = "match:ipl-2019-final:commentary";

	private static final Duration START = Duration.ofSeconds(60);

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void anotherNodeGoesOnWithTheNextBall(RedisServer redis) throws Exception {
		String[] settings = { "--spring.profiles.active=cluster", "--spring.data.redis.port=" + redis.port(),
				"--realtime.cluster.name=" + UUID.randomUUID(), "--sample.cricket.ball-interval=100ms" };
		try (RunningJar first = RunningJar.start(settings)) {
			int firstPort = first.port(START);
			try (PlainClient client = PlainClient.connect(url(firstPort)).answeringPings()) {
				client.subscribe(COMMENTARY);
				ball(client);
			}
			try (RunningJar second = RunningJar.start(settings);
					RunningJar shows = RunningJar.start(concat(settings, "--sample.cricket.enabled=false"));
					PlainClient onSecond = PlainClient.connect(url(second.port(START))).answeringPings();
					PlainClient onShows = PlainClient.connect(url(shows.port(START))).answeringPings()) {
				onSecond.subscribe(COMMENTARY);
				onShows.subscribe(COMMENTARY);
				List<String> heardOnSecond = new ArrayList<>(balls(onSecond, 20));
				List<String> heardOnShows = new ArrayList<>(balls(onShows, 20));

				first.close();
				heardOnSecond.addAll(balls(onSecond, 30));
				heardOnShows.addAll(balls(onShows, 30));

				assertConsecutive(heardOnSecond);
				assertConsecutive(heardOnShows);
				List<String> both = new ArrayList<>(heardOnSecond);
				both.retainAll(heardOnShows);
				assertThat(both).as("the same balls with the same offsets").hasSizeGreaterThan(30);
				String last = heardOnShows.get(heardOnShows.size() - 1);
				await().atMost(Duration.ofSeconds(10)).until(() -> number(last) <= sequence(shows.port(START)));
				assertThat(sequence(second.port(START))).isGreaterThanOrEqualTo(number(last));
			}
		}
	}

	/** Offset and number of a ball. */
	private static String ball(PlainClient client) {
		JsonNode publication = client.await((line) -> line.path("push").has("pub")).path("push").path("pub");
		return publication.path("offset").asLong() + " " + publication.path("data").path("sequence").asInt();
	}

	private static List<String> balls(PlainClient client, int count) {
		List<String> balls = new ArrayList<>();
		while (balls.size() < count) {
			balls.add(ball(client));
		}
		return balls;
	}

	/** None twice, none missing, and history counts as the match does. */
	private static void assertConsecutive(List<String> balls) {
		for (int i = 1; i < balls.size(); i++) {
			assertThat(number(balls.get(i))).as("after %s", balls.subList(0, i))
				.isEqualTo(number(balls.get(i - 1)) + 1);
			assertThat(offset(balls.get(i))).isEqualTo(offset(balls.get(i - 1)) + 1);
		}
	}

	private static long offset(String ball) {
		return Long.parseLong(ball.substring(0, ball.indexOf(' ')));
	}

	private static int number(String ball) {
		return Integer.parseInt(ball.substring(ball.indexOf(' ') + 1));
	}

	private int sequence(int port) throws Exception {
		String body = this.http
			.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + port + "/api/matches/ipl-2019-final/scorecard"))
				.build(), BodyHandlers.ofString())
			.body();
		return JsonMapper.shared().readTree(body).path("sequence").asInt();
	}

	private static String url(int port) {
		return "ws://localhost:" + port + "/realtime/websocket";
	}

	private static String[] concat(String[] settings, String more) {
		String[] all = Arrays.copyOf(settings, settings.length + 1);
		all[settings.length] = more;
		return all;
	}

}
