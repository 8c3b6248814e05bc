package dev.realtime.nodes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.testing.PlainClient;
import dev.realtime.testing.Repository;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dashboard and the alerts, against what Prometheus gets from a node on Redis. */
class DashboardTests {

	private static final int PUBLICATIONS = 20;

	private static final Pattern NAME = Pattern.compile("realtime_\\w+");

	private static final Pattern SELECTOR = Pattern.compile("(realtime_\\w+)\\{([^}]*)}");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	private static final RedisServer SERVER = RedisServer.started();

	private static final TestNode NODE = TestNode.start("one", SERVER.uri(), UUID.randomUUID().toString(),
			"management.endpoints.web.exposure.include=prometheus");

	private static final List<Map<String, Object>> RULES = rules();

	private static final List<String> PANELS = panels();

	/** As Prometheus writes it: name and labels, then the value. */
	private static Map<String, Double> scraped = Map.of();

	@BeforeAll
	static void deliverAndScrape() {
		try (PlainClient client = NODE.client("ann")) {
			client.subscribe("room:1");
			for (int i = 0; i < PUBLICATIONS; i++) {
				NODE.publisher().publish("room:1", i).toCompletableFuture().join();
				client.publication();
			}
			await().until(() -> {
				scraped = scrape();
				return scraped.getOrDefault("realtime_delivery_latency_seconds_count", 0.0) == PUBLICATIONS;
			});
		}
	}

	@AfterAll
	static void stop() {
		NODE.close();
		SERVER.close();
	}

	@Test
	void everyNameInPanelsAndRulesIsScraped() {
		Set<String> names = names();

		assertThat(Repository.read("docs/observability/grafana-dashboard.json")).contains("histogram_quantile");
		assertThat(PANELS).hasSizeGreaterThan(40).allSatisfy((expression) -> assertKnown(expression, names));
		assertThat(expressions()).hasSizeGreaterThan(15).allSatisfy((expression) -> assertKnown(expression, names));
	}

	@Test
	void everyValueOfALabelThatIsAskedForExists() {
		List<String> asked = new ArrayList<>(PANELS);
		asked.addAll(expressions());
		Set<String> missing = new TreeSet<>();
		for (String expression : asked) {
			SELECTOR.matcher(expression)
				.results()
				.forEach((selector) -> LABEL.matcher(selector.group(2))
					.results()
					.filter((label) -> scraped.keySet()
						.stream()
						.noneMatch((sample) -> sample.startsWith(selector.group(1) + "{")
								&& sample.contains(label.group())))
					.forEach((label) -> missing.add(selector.group())));
		}

		assertThat(missing).isEmpty();
	}

	@Test
	void everythingThatIsScrapedIsOnTheDashboard() {
		Set<String> shown = PANELS.stream()
			.flatMap((expression) -> NAME.matcher(expression).results())
			.map((match) -> match.group())
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(shown).containsAll(names());
	}

	@Test
	void everyRuleSaysHowBadItIsAndWhatToDo() {
		assertThat(RULES).allSatisfy((rule) -> {
			assertThat(rule).containsOnlyKeys("alert", "expr", "for", "labels", "annotations");
			assertThat(rule.get("labels")).asString().matches("\\{severity=(critical|warning)}");
			Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
			assertThat(annotations.get("summary")).asString().isNotBlank();
			assertThat(annotations.get("runbook")).asString().endsWith(".");
		});
		assertThat(RULES).extracting((rule) -> rule.get("alert")).doesNotHaveDuplicates();
	}

	@Test
	void bucketsAreThoseOfAHistogram() {
		for (String timer : new String[] { "realtime_fanout_latency", "realtime_delivery_latency",
				"realtime_loop_lag" }) {
			Map<Double, Double> buckets = new TreeMap<>();
			scraped.forEach((sample, value) -> {
				if (sample.startsWith(timer + "_histogram_total{")) {
					Matcher bound = LABEL.matcher(sample);
					assertThat(bound.find()).isTrue();
					buckets.put(Double.valueOf(bound.group(2).replace("+Inf", "Infinity")), value);
				}
			});

			assertThat(buckets).as(timer).hasSize(11).containsKeys(0.001, 0.1, 1.0, Double.POSITIVE_INFINITY);
			assertThat(List.copyOf(buckets.values())).as(timer).isSorted();
			assertThat(buckets.get(Double.POSITIVE_INFINITY)).as(timer).isPositive();
		}
		assertThat(scraped).containsEntry("realtime_delivery_latency_histogram_total{le=\"+Inf\"}", 1.0 * PUBLICATIONS)
			.containsEntry("realtime_messages_delivered_total", 1.0 * PUBLICATIONS)
			.containsEntry("realtime_messages_expected_total", 1.0 * PUBLICATIONS)
			.containsEntry("realtime_fanout_latency_seconds_count", 1.0 * PUBLICATIONS)
			.containsEntry("realtime_fanout_ratio", 1.0);
		assertThat(scraped.get("realtime_delivery_latency_seconds_sum"))
			.isGreaterThanOrEqualTo(scraped.get("realtime_fanout_latency_seconds_sum"));
	}

	private static void assertKnown(String expression, Set<String> names) {
		assertThat(expression).isNotBlank();
		assertThat(NAME.matcher(expression).results().map((match) -> match.group())).as(expression)
			.isNotEmpty()
			.isSubsetOf(names);
	}

	private static Set<String> names() {
		return scraped.keySet()
			.stream()
			.map((sample) -> sample.replaceFirst("\\{.*", ""))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<String> expressions() {
		return RULES.stream().map((rule) -> rule.get("expr").toString()).toList();
	}

	private static List<String> panels() {
		List<String> expressions = new ArrayList<>();
		JsonNode dashboard = JsonMapper.shared().readTree(Repository.read("docs/observability/grafana-dashboard.json"));
		for (JsonNode panel : dashboard.path("panels")) {
			panel.path("targets").forEach((target) -> expressions.add(target.path("expr").asString()));
		}
		return expressions;
	}

	private static List<Map<String, Object>> rules() {
		List<Map<String, Object>> rules = new ArrayList<>();
		Map<String, List<Map<String, Object>>> file = new Yaml()
			.load(Repository.read("docs/observability/alerts.yaml"));
		for (Map<String, Object> group : file.get("groups")) {
			List<Map<String, Object>> ofGroup = new ArrayList<>();
			((List<?>) group.get("rules")).forEach((rule) -> ofGroup.add(typed(rule)));
			rules.addAll(ofGroup);
		}
		return rules;
	}

	private static Map<String, Object> typed(Object rule) {
		Map<String, Object> typed = new TreeMap<>();
		((Map<?, ?>) rule).forEach((key, value) -> typed.put(key.toString(), value));
		return typed;
	}

	private static Map<String, Double> scrape() throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + NODE.port() + "/actuator/prometheus");
		String body = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
			.body();
		Map<String, Double> samples = new TreeMap<>();
		body.lines().filter((line) -> line.startsWith("realtime_")).forEach((line) -> {
			int space = line.lastIndexOf(' ');
			samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
		});
		return samples;
	}

}
