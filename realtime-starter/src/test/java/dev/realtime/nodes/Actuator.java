package dev.realtime.nodes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The actuator of a node, as an operator reaches it with curl.
 */
final class Actuator {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final int port;

	private final String credentials;

	Actuator(int port) {
		this(port, "");
	}

	private Actuator(int port, String credentials) {
		this.port = port;
		this.credentials = credentials;
	}

	/** The same for somebody who is logged in. */
	Actuator as(String user, String password) {
		return new Actuator(this.port, "Basic "
				+ Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
	}

	Answer get(String path) {
		return send(request(path).GET());
	}

	Answer post(String path, String body) {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
	}

	Answer delete(String path) {
		return send(request(path).DELETE());
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/actuator/" + path));
		return this.credentials.isEmpty() ? request : request.header("Authorization", this.credentials);
	}

	private static Answer send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			throw new AssertionError("The actuator does not answer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted", ex);
		}
	}

	/**
	 * What came back.
	 */
	record Answer(int status, String text) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.text);
		}

		/** The body of a good answer. */
		JsonNode ok() {
			if (this.status != 200) {
				throw new AssertionError("Status " + this.status + ": " + this.text);
			}
			return json();
		}

	}

}
