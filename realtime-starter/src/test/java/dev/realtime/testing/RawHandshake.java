package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An opening handshake of RFC 6455, section 4.1, as right or as wrong as a test wants it.
 */
public final class RawHandshake {

	private final int port;

	private String method = "GET";

	private String path = "/realtime/websocket";

	private int receiveBufferBytes;

	private final Map<String, String> headers = new LinkedHashMap<>();

	private RawHandshake(int port) {
		this.port = port;
		this.headers.put("Host", "localhost:" + port);
		this.headers.put("Upgrade", "websocket");
		this.headers.put("Connection", "Upgrade");
		this.headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
		this.headers.put("Sec-WebSocket-Version", "13");
	}

	/**
	 * Prepares a handshake that is right.
	 * @param port of a server on this machine
	 * @return the handshake
	 */
	public static RawHandshake to(int port) {
		return new RawHandshake(port);
	}

	/**
	 * Changes the method.
	 * @param newMethod instead of GET
	 * @return this
	 */
	public RawHandshake method(String newMethod) {
		this.method = newMethod;
		return this;
	}

	/**
	 * Changes the path.
	 * @param newPath instead of the realtime endpoint
	 * @return this
	 */
	public RawHandshake path(String newPath) {
		this.path = newPath;
		return this;
	}

	/**
	 * Adds or replaces a header.
	 * @param name of the header
	 * @param value its value, or nothing to leave it out
	 * @return this
	 */
	public RawHandshake header(String name, @Nullable String value) {
		if (value == null) {
			this.headers.remove(name);
		}
		else {
			this.headers.put(name, value);
		}
		return this;
	}

	/**
	 * Offers the compression every browser offers.
	 * @return this
	 */
	public RawHandshake offeringDeflate() {
		return header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
	}

	/**
	 * Makes the kernel buffer little of what the server sends, so that a client that does
	 * not read is noticed.
	 * @param bytes size of the receive buffer
	 * @return this
	 */
	public RawHandshake receiveBuffer(int bytes) {
		this.receiveBufferBytes = bytes;
		return this;
	}

	/**
	 * Connects, shakes hands and expects to be let in.
	 * @return the open WebSocket, which the caller closes
	 */
	public RawWebSocket open() {
		RawWebSocket socket = connect();
		socket.sendBytes(bytes());
		RawResponse response = socket.readResponse();
		if (response.status() != 101) {
			socket.close();
			throw new IllegalStateException("The handshake was answered with " + response);
		}
		socket.handshake(response);
		return socket;
	}

	/**
	 * Connects, shakes hands and expects nothing.
	 * @return whatever the server answers
	 */
	public RawResponse ask() {
		try (RawWebSocket socket = connect()) {
			socket.sendBytes(bytes());
			return socket.readResponse();
		}
	}

	/**
	 * Connects and says nothing.
	 * @return a socket on which everything is still to be sent
	 */
	public RawWebSocket connect() {
		Socket socket = new Socket();
		try {
			if (this.receiveBufferBytes > 0) {
				// Before connecting, or the window has been announced already.
				socket.setReceiveBufferSize(this.receiveBufferBytes);
			}
			socket.setTcpNoDelay(true);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 5_000);
			return new RawWebSocket(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Connecting to port " + this.port, ex);
		}
	}

	/**
	 * Returns what {@link #open} sends.
	 * @return the request
	 */
	public byte[] bytes() {
		StringBuilder request = new StringBuilder(this.method + " " + this.path + " HTTP/1.1\r\n");
		this.headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
		return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
	}

}
