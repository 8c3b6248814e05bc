package dev.realtime.sample.cricket;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

import org.springframework.web.client.RestClient;

/**
 * The scorecard as the REST endpoint tells it, in the words of the page.
 */
final class RestScorecard {

	private RestScorecard() {
	}

	/**
	 * Returns the figures of the innings in progress, row by row.
	 */
	static List<List<String>> figures(int port) {
		JsonNode card = RestClient.create("http://localhost:" + port)
			.get()
			.uri("/api/matches/ipl-2019-final/scorecard")
			.retrieve()
			.body(JsonNode.class);
		JsonNode innings = card.path("innings").path(card.path("innings").size() - 1);
		List<List<String>> rows = new ArrayList<>();
		innings.path("batting").forEach((line) -> rows.add(batting(line)));
		innings.path("bowling").forEach((line) -> rows.add(bowling(line)));
		return rows;
	}

	private static List<String> batting(JsonNode line) {
		String how = line.path("dismissal").asString("not out");
		return List.of(name(line) + " " + how, number(line, "runs"), number(line, "balls"), number(line, "fours"),
				number(line, "sixes"), String.format(Locale.ROOT, "%.1f", line.path("strikeRate").asDouble()));
	}

	private static List<String> bowling(JsonNode line) {
		return List.of(name(line), line.path("overs").asString(), number(line, "maidens"), number(line, "runs"),
				number(line, "wickets"), String.format(Locale.ROOT, "%.2f", line.path("economy").asDouble()));
	}

	private static String name(JsonNode line) {
		return line.path("player").path("fullName").asString();
	}

	private static String number(JsonNode line, String field) {
		return line.path(field).asString();
	}

}
