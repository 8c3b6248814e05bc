package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A real HAProxy with the configuration of {@code docs/deployment/haproxy.cfg}, in front
 * of nodes on 127.0.0.1. Thread-safe.
 */
public final class HaProxy implements AutoCloseable {

	private static final String OWN_COOKIE = "    cookie SERVERID insert";

	private static final String NODE_COOKIE = "    #cookie RealtimeNode";

	private final BalancerProcess process;

	private final Path socket;

	private HaProxy(BalancerProcess process, Path socket) {
		this.process = process;
		this.socket = socket;
	}

	/** Which cookie brings clients back to their node. */
	public enum Affinity {

		/** One that HAProxy sets itself. */
		OWN_COOKIE,

		/** The one of the application, which names the node. */
		NODE_COOKIE

	}

	/**
	 * What HAProxy says of one node.
	 *
	 * @param status such as {@code UP}, {@code UP 1/2} while it goes down, or
	 * {@code DOWN}
	 * @param connections how many it has now
	 * @param opened how many it ever had
	 * @param retried how often it was asked in vain, so that somebody was asked again
	 * @param redispatched how often somebody else was asked instead
	 * @param mostOpened how many it was given in one second at most, since the start or
	 * since they were forgotten
	 */
	public record Backend(String status, int connections, int opened, int retried, int redispatched, int mostOpened) {

		/**
		 * Whether it is sent clients.
		 * @return whether checks have found it ready
		 */
		public boolean isUp() {
			return this.status.startsWith("UP");
		}

	}

	/**
	 * Starts one that sets its own cookie.
	 * @param nodes their ports by their names
	 * @return a balancer that takes connections, and takes all nodes to be up
	 */
	public static HaProxy before(Map<String, Integer> nodes) {
		return before(Affinity.OWN_COOKIE, nodes);
	}

	/**
	 * Starts one.
	 * @param affinity which cookie it follows
	 * @param nodes their ports by their names
	 * @return a balancer that takes connections, and takes all nodes to be up
	 */
	public static HaProxy before(Affinity affinity, Map<String, Integer> nodes) {
		int port = BalancerProcess.freePort();
		Path folder = BalancerProcess.folder("haproxy", configuration(affinity, port, nodes));
		// Not a daemon, and warnings on its output.
		BalancerProcess process = BalancerProcess.start("haproxy", port, folder, List.of("-db", "-f", "haproxy.conf"));
		return new HaProxy(process, folder.resolve("admin.sock"));
	}

	private static String configuration(Affinity affinity, int port, Map<String, Integer> nodes) {
		String text = Repository.read("docs/deployment/haproxy.cfg");
		if (affinity == Affinity.NODE_COOKIE) {
			text = exchange(text, OWN_COOKIE, "    #cookie SERVERID insert");
			text = exchange(text, NODE_COOKIE, "    cookie RealtimeNode");
		}
		text = exchange(text, "/run/haproxy/admin.sock", "unix@admin.sock");
		text = exchange(text, "maxconn 40000", "maxconn 6000");
		text = exchange(text, "bind :80", "bind 127.0.0.1:" + port);
		String servers = nodes.entrySet()
			.stream()
			.map((node) -> "    server " + node.getKey() + " 127.0.0.1:" + node.getValue() + " cookie " + node.getKey())
			.collect(Collectors.joining("\n"));
		return text.lines().filter((line) -> !line.startsWith("    server ")).collect(Collectors.joining("\n")) + "\n"
				+ servers + "\n";
	}

	/** A file that no longer says what is exchanged is not what is tested. */
	static String exchange(String text, String what, String with) {
		if (!text.contains(what)) {
			throw new IllegalStateException("The configuration does not say '" + what + "' any more");
		}
		return text.replace(what, with);
	}

	/**
	 * Returns its port.
	 * @return on 127.0.0.1
	 */
	public int port() {
		return this.process.port();
	}

	/**
	 * Tells it where a node is now; those who are connected stay.
	 * @param node its name
	 * @param port where it has started again
	 */
	public void target(String node, int port) {
		String answer = command("set server nodes/" + node + " addr 127.0.0.1 port " + port);
		if (!answer.contains("changed") && !answer.contains("no need")) {
			throw new IllegalStateException("HAProxy did not take port " + port + " for " + node + ": " + answer);
		}
	}

	/**
	 * Asks how the nodes are.
	 * @return by their names
	 */
	public Map<String, Backend> nodes() {
		List<String> lines = command("show stat").lines().filter((line) -> !line.isBlank()).toList();
		List<String> columns = List.of(lines.get(0).replace("# ", "").split(","));
		Map<String, Backend> nodes = new LinkedHashMap<>();
		for (String line : lines) {
			String[] cells = line.split(",", -1);
			if (cells[0].equals("nodes") && !cells[1].equals("BACKEND")) {
				nodes.put(cells[1],
						new Backend(cells[columns.indexOf("status")], number(cells[columns.indexOf("scur")]),
								number(cells[columns.indexOf("stot")]), number(cells[columns.indexOf("wretr")]),
								number(cells[columns.indexOf("wredis")]), number(cells[columns.indexOf("rate_max")])));
			}
		}
		return nodes;
	}

	/**
	 * Makes it forget the most it has seen so far.
	 */
	public void forgetMost() {
		command("clear counters");
	}

	private static int number(String cell) {
		return cell.isEmpty() ? 0 : Integer.parseInt(cell);
	}

	/**
	 * Gives an order over the admin socket.
	 * @param lines the orders
	 * @return what it answers
	 */
	public String command(String... lines) {
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			channel.connect(UnixDomainSocketAddress.of(this.socket));
			String order = Arrays.stream(lines).collect(Collectors.joining(";")) + "\n";
			channel.write(ByteBuffer.wrap(order.getBytes(StandardCharsets.US_ASCII)));
			return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("HAProxy does not answer. It said:\n" + this.process.output(), ex);
		}
	}

	/**
	 * Returns what it has told.
	 * @return standard output and error, for the message of a failure
	 */
	public String output() {
		return this.process.output();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
