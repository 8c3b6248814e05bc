package dev.realtime.testing.redis;

import java.util.Map;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Redis that tests of a run share: the one the environment names, else one in a
 * container if there is Docker, else the binary on the test class path. There is always
 * one; no test is skipped.
 */
public final class TestRedis implements AutoCloseable {

	/** Names a Redis to use, such as {@code redis://localhost:6379}. */
	public static final String VARIABLE = "REALTIME_TEST_REDIS";

	/** What runs where there is Docker. */
	public static final String IMAGE = "redis:7.4-alpine";

	private static final Logger logger = LoggerFactory.getLogger(TestRedis.class);

	private static final int PORT = 6379;

	private final String uri;

	private final Runnable stop;

	private TestRedis(String uri, Runnable stop) {
		this.uri = uri;
		this.stop = stop;
	}

	static TestRedis find(Map<String, String> environment) {
		return find(environment, DockerClientFactory.instance()::isDockerAvailable);
	}

	static TestRedis find(Map<String, String> environment, BooleanSupplier docker) {
		String named = environment.getOrDefault(VARIABLE, "");
		TestRedis found;
		if (!named.isBlank()) {
			found = new TestRedis(named, () -> {
			});
		}
		else if (docker.getAsBoolean()) {
			found = container();
		}
		else {
			RedisServer server = RedisServer.started();
			found = new TestRedis(server.uri(), server::close);
		}
		logger.info("Tests share the Redis at {}", found.uri);
		return found;
	}

	@SuppressWarnings("resource")
	private static TestRedis container() {
		GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE)).withExposedPorts(PORT);
		container.start();
		return new TestRedis("redis://" + container.getHost() + ":" + container.getMappedPort(PORT), container::stop);
	}

	/**
	 * Returns where it is.
	 * @return such as {@code redis://127.0.0.1:6379}
	 */
	public String uri() {
		return this.uri;
	}

	@Override
	public void close() {
		this.stop.run();
	}

}
