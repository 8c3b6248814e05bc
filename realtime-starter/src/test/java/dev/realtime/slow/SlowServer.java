package dev.realtime.slow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

import dev.realtime.testing.BadNetwork;
import dev.realtime.testing.ForkedApplication;

/**
 * A {@link SlowApplication} in a JVM of its own, perhaps behind a bad network.
 */
final class SlowServer implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newHttpClient();

	private final ForkedApplication application;

	private final String host;

	private SlowServer(ForkedApplication application, String host) {
		this.application = application;
		this.host = host;
	}

	static SlowServer start(String... properties) {
		return new SlowServer(ForkedApplication.start(SlowApplication.class, arguments(properties)), "127.0.0.1");
	}

	static SlowServer startIn(BadNetwork network, String... properties) {
		String[] arguments = arguments(
				Stream.concat(Stream.of("server.address=0.0.0.0"), Stream.of(properties)).toArray(String[]::new));
		return new SlowServer(ForkedApplication.start(network.command(), SlowApplication.class, arguments),
				network.goodAddress());
	}

	private static String[] arguments(String... properties) {
		return Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new);
	}

	InetSocketAddress address() {
		return at(this.host);
	}

	/** Where it is on another of its addresses. */
	InetSocketAddress at(String address) {
		return new InetSocketAddress(address, this.application.port());
	}

	/** Begins to publish to matches. */
	void begin(int... matches) {
		post("/begin/" + IntStream.of(matches).mapToObj(Integer::toString).collect(Collectors.joining(",")));
	}

	/** The newest number of each channel. */
	Map<String, Long> newest() {
		return numbers(post("/newest"));
	}

	/** Ends publishing; answers the newest number of each channel. */
	Map<String, Long> stop() {
		return numbers(post("/stop"));
	}

	/**
	 * Collects garbage; answers how many bytes of heap and of direct buffers are used.
	 */
	Map<String, Long> memory() {
		return numbers(post("/memory"));
	}

	@Override
	public void close() {
		this.application.close();
	}

	private String post(String path) {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://" + this.host + ":" + this.application.port() + path))
			.timeout(PATIENCE)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				throw new IllegalStateException(path + " was answered with " + response.statusCode() + ": "
						+ response.body() + "\n" + this.application.output());
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.application.output(), ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, Long> numbers(String json) {
		Map<String, Long> numbers = new TreeMap<>();
		JSON.readTree(json).properties().forEach((entry) -> numbers.put(entry.getKey(), entry.getValue().asLong()));
		return numbers;
	}

}
