package dev.realtime.testing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.awaitility.Awaitility.await;

/**
 * A master, a replica and a Sentinel that watches them. Ends with the test, or at the
 * latest with the JVM.
 */
public final class RedisSentinel implements AutoCloseable {

	/** What the Sentinel calls the master. */
	public static final String MASTER = "mymaster";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final RedisServer master = RedisServer.started();

	private final RedisServer replica = RedisServer.started("--replicaof", "127.0.0.1",
			Integer.toString(this.master.port()));

	private final Path folder;

	private final int port;

	private final Process process;

	private RedisSentinel() {
		try (ServerSocket free = new ServerSocket(0)) {
			this.port = free.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		try {
			this.folder = Files.createTempDirectory("sentinel");
			Path settings = this.folder.resolve("sentinel.conf");
			Files.writeString(settings, """
					port %d
					bind 127.0.0.1
					dir %s
					sentinel monitor %s 127.0.0.1 %d 1
					sentinel down-after-milliseconds %3$s 1000
					sentinel failover-timeout %3$s 5000
					""".formatted(this.port, this.folder, MASTER, this.master.port()));
			this.process = new ProcessBuilder(List.of(RedisBinary.path().toString(), settings.toString(), "--sentinel"))
				.redirectErrorStream(true)
				.redirectOutput(this.folder.resolve("log").toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	/**
	 * Starts all three.
	 * @return when the Sentinel knows both servers
	 */
	public static RedisSentinel start() {
		RedisSentinel sentinel = new RedisSentinel();
		await("Sentinel").atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> RedisServer.ask(sentinel.port, "SENTINEL replicas " + MASTER)
				.contains(Integer.toString(sentinel.replica.port())));
		await("replication").atMost(PATIENCE)
			.until(() -> sentinel.replica.command("INFO replication").contains("master_link_status:up"));
		return sentinel;
	}

	/**
	 * Returns where the Sentinel is.
	 * @return host and port
	 */
	public String address() {
		return "127.0.0.1:" + this.port;
	}

	/**
	 * Returns the server that began as the master.
	 * @return the server, to be killed
	 */
	public RedisServer master() {
		return this.master;
	}

	/**
	 * Waits until the replica has taken the place of the killed master.
	 */
	public void awaitFailover() {
		await("failover").atMost(PATIENCE)
			.until(() -> this.replica.command("INFO replication").contains("role:master"));
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.replica.close();
		this.master.close();
	}

}
