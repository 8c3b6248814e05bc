package dev.realtime.nodes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.Repository;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every command of the page for operators, one after the other, on two nodes. */
class OperatingExamplesTests {

	private static final Pattern EXAMPLE = Pattern
		.compile("```console\\n\\$ curl (.*?)\\n```\\n(?:\\n```json\\n(.*?)\\n```\\n)?", Pattern.DOTALL);

	private static final Pattern COMMAND = Pattern.compile("(?:-X (\\w+) )?(?:-H 'Content-Type: application/json' )?"
			+ "(?:-d '(\\{.*})' )?'?localhost:8080(/\\S*?)'?");

	private static final String[] WRITABLE = { "management.endpoints.web.exposure.include=*",
			"management.endpoints.access.default=unrestricted", "realtime.control.unsecured=true" };

	private final RedisServer server = RedisServer.started();

	private final String cluster = UUID.randomUUID().toString();

	private final TestNode one = TestNode.start("shop-1", this.server.uri(), this.cluster, WRITABLE);

	private final TestNode two = TestNode.start("shop-2", this.server.uri(), this.cluster, WRITABLE);

	private final HttpClient http = HttpClient.newHttpClient();

	@BeforeEach
	void awaitEachOther() {
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.one.bean(ClusterOverview.class).latest().nodes().size() == 2);
	}

	@AfterEach
	void stop() {
		this.one.close();
		this.two.close();
		this.server.close();
	}

	@Test
	void everyExampleIsAnsweredAsThePageShows() throws Exception {
		try (PlainClient ann = this.one.client("ann"); PlainClient ben = this.two.client("ben")) {
			ann.subscribe("room:lobby");
			ben.subscribe("room:lobby");
			this.one.publisher().publish("room:lobby", 1).toCompletableFuture().join();
			ben.ask("subscribe", "{\"channel\":\"room:hall\",\"recover\":true,\"epoch\":\"e\",\"offset\":1}");
			await().until(() -> get("realtime").path("connections").asInt() == 2);
			String client = id("ann");
			String other = id("ben");
			Matcher example = EXAMPLE.matcher(Repository.read("docs/operating.md"));
			int examples = 0;
			while (example.find()) {
				examples++;
				String command = example.group(1).replace("CLIENT", client).replace("OTHER", other);
				JsonNode answer = answer(command);
				if (command.contains("-X POST") && command.contains("realtimetraces")) {
					this.one.publisher().publish("room:lobby", 2).toCompletableFuture().join();
					await().until(() -> get("realtimetraces/" + other).path("entries")
						.valueStream()
						.anyMatch((entry) -> entry.path("kind").asString().equals("publications")));
				}
				if (example.group(2) != null) {
					List<String> unknown = new ArrayList<>();
					compare(JsonMapper.shared().readTree(example.group(2)), answer, "", unknown);
					assertThat(unknown).as(command + " has answered " + answer).isEmpty();
				}
			}
			assertThat(examples).isGreaterThan(15);
		}
	}

	private String id(String user) throws Exception {
		return get("realtimeconnections?user=" + user).path("connections").get(0).path("client").asString();
	}

	private JsonNode get(String path) throws Exception {
		return answer("localhost:8080/actuator/" + path);
	}

	private JsonNode answer(String command) throws Exception {
		Matcher parts = COMMAND.matcher(command);
		assertThat(parts.matches()).as(command).isTrue();
		String method = (parts.group(1) != null) ? parts.group(1) : "GET";
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.one.port() + parts.group(3)))
			.method(method,
					(parts.group(2) != null) ? BodyPublishers.ofString(parts.group(2)) : BodyPublishers.noBody());
		if (command.contains("Content-Type")) {
			request.header("Content-Type", "application/json");
		}
		HttpResponse<String> response = this.http.send(request.build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).as(command + ": " + response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	/** Whatever the example shows must be in the answer, and of the same kind. */
	private static void compare(JsonNode example, JsonNode answer, String path, List<String> unknown) {
		if (example.getNodeType() != answer.getNodeType()) {
			unknown.add(path + " is " + answer.getNodeType() + " and not " + example.getNodeType());
		}
		else if (example.isObject()) {
			boolean byPriority = path.endsWith("skipped") || path.endsWith("versions");
			example.properties().forEach((member) -> {
				if (answer.has(member.getKey())) {
					compare(member.getValue(), answer.get(member.getKey()), path + "/" + member.getKey(), unknown);
				}
				else if (!byPriority) {
					unknown.add(path + "/" + member.getKey());
				}
			});
		}
		else if (example.isArray() && !example.isEmpty()) {
			if (answer.isEmpty()) {
				unknown.add(path + " is empty");
			}
			else {
				compare(example.get(0), answer.get(0), path + "/0", unknown);
			}
		}
	}

}
