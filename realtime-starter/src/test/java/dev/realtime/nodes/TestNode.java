package dev.realtime.nodes;

import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.realtime.RealtimeClients;
import dev.realtime.RealtimePublisher;
import dev.realtime.testing.ForkedApplication;
import dev.realtime.testing.PlainClient;

/**
 * A node in this JVM.
 */
final class TestNode implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private TestNode(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts a node on the Redis of an address, or of a property; the last of properties
	 * that say different things counts.
	 */
	static TestNode start(String name, String redis, String cluster, String... properties) {
		return new TestNode(
				NodeApplication.builder().properties("server.port=0").run(arguments(name, redis, cluster, properties)));
	}

	/** Starts a node of which something is changed before it is made. */
	static TestNode start(ApplicationContextInitializer<GenericApplicationContext> change, String name, String redis,
			String cluster, String... properties) {
		return new TestNode(NodeApplication.builder()
			.initializers(change)
			.properties("server.port=0")
			.run(arguments(name, redis, cluster, properties)));
	}

	/** Starts a node in a JVM of its own. */
	static ForkedApplication fork(String name, String redis, String cluster, String... properties) {
		return ForkedApplication.start(NodeApplication.class, arguments(name, redis, cluster, properties));
	}

	/** Crowds come all at once here, to a machine that does everything else as well. */
	private static final String[] PATIENT = { "realtime.overload.pressure.throttle.loop-lag=1m",
			"realtime.overload.pressure.shed.loop-lag=1m", "realtime.overload.pressure.refuse.loop-lag=1m" };

	private static String[] arguments(String name, String redis, String cluster, String... properties) {
		String address = redis.startsWith("spring.") ? redis : "spring.data.redis.url=" + redis;
		return Stream
			.of(Stream.of("name=" + name, address, "realtime.cluster.name=" + cluster), Stream.of(PATIENT),
					Stream.of(properties))
			.flatMap(Function.identity())
			.map((property) -> "--" + property)
			.toArray(String[]::new);
	}

	int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	String url() {
		return url(port());
	}

	static String url(int port) {
		return "ws://localhost:" + port + "/realtime/websocket";
	}

	/** A client of a user. */
	PlainClient client(String user) {
		return client(port(), user);
	}

	static PlainClient client(int port, String user) {
		PlainClient client = PlainClient.open(url(port)).answeringPings();
		if (!client.ask("connect", "{\"token\":\"" + user + "\"}").has("connect")) {
			throw new AssertionError("User " + user + " was not let in");
		}
		return client;
	}

	RealtimePublisher publisher() {
		return bean(RealtimePublisher.class);
	}

	RealtimeClients clients() {
		return bean(RealtimeClients.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
