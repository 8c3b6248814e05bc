package dev.realtime.slow;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

import dev.realtime.testing.BadNetwork;
import dev.realtime.testing.ForkedApplication;
import dev.realtime.testing.ForkedCalls;

/**
 * A {@link SlowApplication} in a JVM of its own, perhaps behind a bad network.
 */
final class SlowServer implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final ForkedCalls calls;

	private final ForkedApplication application;

	private final String host;

	private SlowServer(ForkedApplication application, String host) {
		this.application = application;
		this.host = host;
		this.calls = new ForkedCalls(application, host);
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
		this.calls.post("/begin/" + IntStream.of(matches).mapToObj(Integer::toString).collect(Collectors.joining(",")));
	}

	/** The newest number of each channel. */
	Map<String, Long> newest() {
		return numbers(this.calls.post("/newest"));
	}

	/** Ends publishing; answers the newest number of each channel. */
	Map<String, Long> stop() {
		return numbers(this.calls.post("/stop"));
	}

	/**
	 * Collects garbage; answers how many bytes of heap and of direct buffers are used.
	 */
	Map<String, Long> memory() {
		return numbers(this.calls.post("/memory"));
	}

	@Override
	public void close() {
		this.application.close();
	}

	private static Map<String, Long> numbers(String json) {
		Map<String, Long> numbers = new TreeMap<>();
		JSON.readTree(json).properties().forEach((entry) -> numbers.put(entry.getKey(), entry.getValue().asLong()));
		return numbers;
	}

}
