package dev.realtime.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import dev.realtime.message.NodeId;

/**
 * What a node is called.
 */
final class NodeNames {

	private static final int MOST = 64;

	private NodeNames() {
	}

	/** A new incarnation of the node of that name, or of that host and port. */
	static NodeId id(@Nullable String name, Environment environment) {
		String incarnation = UUID.randomUUID().toString().replace("-", "");
		return new NodeId((name != null) ? name : hostAndPort(environment), incarnation);
	}

	/**
	 * Two nodes of one host differ by their port or, if that is not fixed, by process.
	 */
	private static String hostAndPort(Environment environment) {
		int port = environment.getProperty("server.port", Integer.class, 0);
		String suffix = "-" + ((port > 0) ? port : ProcessHandle.current().pid());
		String host = host(environment).replaceAll("[^A-Za-z0-9._-]", "-");
		return host.substring(0, Math.min(host.length(), MOST - suffix.length())) + suffix;
	}

	private static String host(Environment environment) {
		String host = environment.getProperty("HOSTNAME", "");
		if (!host.isBlank()) {
			return host;
		}
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			// A host that does not know itself: its port or process tells it apart.
			return "node";
		}
	}

}
