package dev.realtime.benchmark.client;

import java.net.InetSocketAddress;

/**
 * Where the load goes and how it is spoken to.
 *
 * @param address of the server
 * @param path of the WebSocket endpoint
 * @param dialect what is said over it
 * @param channel what every connection subscribes to
 */
public record Target(InetSocketAddress address, String path, Dialect.Kind dialect, String channel) {

	/**
	 * Checks that the load stays on this machine.
	 * @throws IllegalArgumentException if the address is not a loopback address
	 */
	public Target {
		if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
			throw new IllegalArgumentException("The load goes only to loopback addresses, got "
					+ address.getHostString() + ": name 127.0.0.1 or another address of 127.0.0.0/8");
		}
	}

}
