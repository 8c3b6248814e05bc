package dev.realtime.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The client side of a WebSocket without any manners: sends whatever bytes a test wants,
 * answers nothing by itself, and reads frames as they come. Every read is bounded in
 * time. Sending and reading may be done by two threads.
 */
public final class RawWebSocket implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** Servers do not wait for ever for the answer to their close frame. */
	private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

	private final Socket socket;

	private final InputStream in;

	private @Nullable RawResponse handshake;

	RawWebSocket(Socket socket) throws IOException {
		this.socket = socket;
		// Small, or it would read for a client that does not.
		this.in = new BufferedInputStream(socket.getInputStream(), 512);
	}

	/**
	 * Sends bytes as they are.
	 * @param bytes anything
	 */
	public void sendBytes(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Sends a text message in one frame, as a client should.
	 * @param text the message
	 */
	public void sendText(String text) {
		send(true, RawFrame.TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends a masked frame.
	 * @param last whether it ends its message
	 * @param opcode kind of the frame
	 * @param payload what it carries
	 */
	public void send(boolean last, int opcode, byte[] payload) {
		sendBytes(new RawFrame(last, opcode, payload).masked());
	}

	/**
	 * Sends a close frame.
	 * @param code status code
	 */
	public void sendClose(int code) {
		send(true, RawFrame.CLOSE, new byte[] { (byte) (code >> 8), (byte) code });
	}

	/**
	 * Reads the next frame.
	 * @return the frame
	 */
	public RawFrame read() {
		return read(PATIENCE);
	}

	/**
	 * Reads the next frame.
	 * @param patience how long to wait for it
	 * @return the frame
	 */
	public RawFrame read(Duration patience) {
		try {
			this.socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
			int first = readByte();
			int second = readByte();
			long length = second & 0x7F;
			int extended = (length == 126) ? 2 : (length == 127) ? 8 : 0;
			for (int i = 0; i < extended; i++) {
				length = ((i == 0) ? 0 : length << 8) | readByte();
			}
			byte[] payload = this.in.readNBytes(Math.toIntExact(length));
			if (payload.length < length) {
				throw new EOFException("The connection ended inside a frame");
			}
			return new RawFrame((first & 0x80) != 0, first & 0x0F, payload);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads the next text message, of one frame or of several.
	 * @return its text
	 */
	public String readText() {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		RawFrame frame = read();
		if (frame.opcode() != RawFrame.TEXT) {
			throw new IllegalStateException("Expected text, got " + frame);
		}
		text.writeBytes(frame.payload());
		while (!frame.last()) {
			frame = read();
			text.writeBytes(frame.payload());
		}
		return text.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Reads text messages until one has a part.
	 * @param part what it has to contain
	 * @return that message
	 */
	public String readTextWith(String part) {
		String text = readText();
		while (!text.contains(part)) {
			text = readText();
		}
		return text;
	}

	/**
	 * Reads up to the close frame, answers it, and expects the server to end the
	 * connection.
	 * @return the close frame
	 */
	public RawFrame readClose() {
		RawFrame frame = read();
		while (frame.opcode() != RawFrame.CLOSE) {
			frame = read();
		}
		try {
			send(true, RawFrame.CLOSE, Arrays.copyOf(frame.payload(), Math.min(2, frame.payload().length)));
		}
		catch (UncheckedIOException ex) {
			// A server that was sent nonsense does not wait for an answer.
		}
		awaitEnd(CLOSE_PATIENCE);
		return frame;
	}

	/**
	 * Reads and drops until the server ends the connection.
	 * @param patience how long to wait for each byte
	 */
	public void awaitEnd(Duration patience) {
		try {
			this.socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
			byte[] dropped = new byte[4096];
			int read = this.in.read(dropped);
			while (read >= 0) {
				read = this.in.read(dropped);
			}
		}
		catch (SocketTimeoutException ex) {
			throw new UncheckedIOException("The server did not end the connection within " + patience, ex);
		}
		catch (SocketException ex) {
			// A reset is an end.
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Ends the connection without a word, as a killed process with unread data does.
	 */
	public void reset() {
		try {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Says that nothing more will be sent, and goes on reading.
	 */
	public void endOutput() {
		try {
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns what the server answered to the handshake.
	 * @return the response
	 */
	public RawResponse handshake() {
		return Objects.requireNonNull(this.handshake, "No handshake was made");
	}

	void handshake(RawResponse response) {
		this.handshake = response;
	}

	RawResponse readResponse() {
		try {
			this.socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
			int status = Integer.parseInt(readLine().split(" ")[1]);
			Map<String, List<String>> headers = new TreeMap<>();
			for (String line = readLine(); !line.isEmpty(); line = readLine()) {
				int colon = line.indexOf(':');
				headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
					.add(line.substring(colon + 1).strip());
			}
			RawResponse bare = new RawResponse(status, headers, "");
			return (status == 101) ? bare : new RawResponse(status, headers, readBody(bare));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String readBody(RawResponse response) throws IOException {
		String length = response.header("content-length");
		if (!length.isEmpty()) {
			return new String(this.in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
		}
		StringBuilder body = new StringBuilder();
		if ("chunked".equalsIgnoreCase(response.header("transfer-encoding"))) {
			for (int size = Integer.parseInt(readLine(), 16); size > 0; size = Integer.parseInt(readLine(), 16)) {
				body.append(new String(this.in.readNBytes(size), StandardCharsets.UTF_8));
				readLine();
			}
		}
		return body.toString();
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = readByte(); next != '\n'; next = readByte()) {
			line.append((char) next);
		}
		return line.toString().strip();
	}

	private int readByte() throws IOException {
		int read = this.in.read();
		if (read < 0) {
			throw new EOFException("The connection ended");
		}
		return read;
	}

}
