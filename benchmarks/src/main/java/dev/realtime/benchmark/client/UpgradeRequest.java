package dev.realtime.benchmark.client;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The HTTP request that opens a WebSocket. The key is the one of RFC 6455 and always the
 * same, so the answer it asks for is known.
 */
public final class UpgradeRequest {

	static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

	private UpgradeRequest() {
	}

	/**
	 * Writes the request.
	 * @param address of the server
	 * @param path of its endpoint
	 * @return what is sent
	 */
	public static byte[] of(InetSocketAddress address, String path) {
		return ("GET " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + ":" + address.getPort()
				+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

}
