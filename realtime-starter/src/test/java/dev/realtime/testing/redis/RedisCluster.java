package dev.realtime.testing.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.awaitility.Awaitility.await;

/**
 * A Redis Cluster of a test's own: three masters with a third of the slots each, three
 * replicas. Meant for one test thread.
 */
public final class RedisCluster implements AutoCloseable {

	private static final int MASTERS = 3;

	private static final int SLOTS = 16_384;

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final List<RedisServer> servers = new ArrayList<>();

	private RedisCluster() {
		for (int i = 0; i < 2 * MASTERS; i++) {
			this.servers.add(RedisServer.started("--cluster-enabled", "yes", "--cluster-node-timeout", "2000",
					"--repl-diskless-sync-delay", "0"));
		}
	}

	/**
	 * Starts a cluster and waits until it is whole.
	 * @return the cluster
	 */
	public static RedisCluster start() {
		RedisCluster cluster = new RedisCluster();
		cluster.form();
		return cluster;
	}

	private void form() {
		for (int i = 0; i < MASTERS; i++) {
			server(i).command("CLUSTER ADDSLOTSRANGE " + firstSlot(i) + " " + (firstSlot(i + 1) - 1));
		}
		for (RedisServer server : this.servers) {
			server(0).command("CLUSTER MEET 127.0.0.1 " + server.port());
		}
		until("all to know each other", (server) -> server.command("CLUSTER NODES").lines().count() == 2 * MASTERS);
		for (int i = 0; i < MASTERS; i++) {
			server(MASTERS + i).command("CLUSTER REPLICATE " + id(server(i)));
		}
		until("the cluster to be whole", (server) -> server.command("CLUSTER INFO").contains("cluster_state:ok"));
		await().atMost(PATIENCE)
			.until(() -> this.servers.subList(MASTERS, 2 * MASTERS)
				.stream()
				.allMatch((replica) -> replica.command("INFO replication").contains("master_link_status:up")));
	}

	private static int firstSlot(int master) {
		return SLOTS * master / MASTERS;
	}

	/**
	 * Returns where some of it is.
	 * @return the addresses of all servers
	 */
	public List<String> uris() {
		return this.servers.stream().map(RedisServer::uri).toList();
	}

	/**
	 * Returns one of the servers.
	 * @param index 0 to 2 for those that began as masters, 3 to 5 for their replicas
	 * @return the server
	 */
	public RedisServer server(int index) {
		return this.servers.get(index);
	}

	/**
	 * Returns which server began as the master of a slot.
	 * @param slot from 0 to 16,383
	 * @return 0 to 2
	 */
	public int masterOf(int slot) {
		return IntStream.range(0, MASTERS).filter((master) -> slot < firstSlot(master + 1)).findFirst().orElseThrow();
	}

	/**
	 * Waits until a replica has taken the place of its killed master and all that are
	 * left agree.
	 * @param master which master was killed
	 */
	public void awaitFailover(int master) {
		await("failover").atMost(PATIENCE)
			.until(() -> server(MASTERS + master).command("INFO replication").contains("role:master"));
		await("the cluster to be whole").atMost(PATIENCE)
			.until(() -> IntStream.range(0, 2 * MASTERS)
				.filter((index) -> index != master)
				.allMatch((index) -> server(index).command("CLUSTER INFO").contains("cluster_state:ok")));
	}

	/**
	 * Moves a slot with all its keys from one master to another.
	 * @param slot the slot
	 * @param from which master has it
	 * @param to which master gets it
	 */
	public void moveSlot(int slot, int from, int to) {
		RedisServer source = server(from);
		RedisServer target = server(to);
		target.command("CLUSTER SETSLOT " + slot + " IMPORTING " + id(source));
		source.command("CLUSTER SETSLOT " + slot + " MIGRATING " + id(target));
		String keys = source.command("CLUSTER GETKEYSINSLOT " + slot + " 100");
		while (!keys.isBlank()) {
			source.command("MIGRATE 127.0.0.1 " + target.port() + " \"\" 0 5000 KEYS "
					+ String.join(" ", Arrays.asList(keys.split("\n"))));
			keys = source.command("CLUSTER GETKEYSINSLOT " + slot + " 100");
		}
		target.command("CLUSTER SETSLOT " + slot + " NODE " + id(target));
		source.command("CLUSTER SETSLOT " + slot + " NODE " + id(target));
	}

	@Override
	public void close() {
		this.servers.forEach(RedisServer::close);
	}

	private static String id(RedisServer server) {
		return server.command("CLUSTER MYID");
	}

	private void until(String what, java.util.function.Predicate<RedisServer> condition) {
		await(what).atMost(PATIENCE).until(() -> this.servers.stream().allMatch(condition));
	}

}
