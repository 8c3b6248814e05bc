package dev.realtime.benchmark.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.realtime.benchmark.client.Publisher;

/**
 * Gives orders to a server under test. Thread-safe.
 */
public final class ControlClient implements Publisher, AutoCloseable {

	private static final int ANSWER_MILLIS = 60_000;

	private final Socket socket;

	private final OutputStream orders;

	private final BufferedReader answers;

	/**
	 * Connects.
	 * @param port where the server takes orders
	 * @throws IOException if it does not
	 */
	public ControlClient(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(ANSWER_MILLIS);
		this.orders = this.socket.getOutputStream();
		this.answers = new BufferedReader(
				new InputStreamReader(this.socket.getInputStream(), StandardCharsets.US_ASCII));
	}

	@Override
	public void publish(long sequence, long moment, int size) {
		order("publish " + sequence + " " + moment + " " + size);
	}

	/**
	 * Lets the server collect its garbage.
	 * @return bytes of heap that are in use afterwards
	 */
	public long heapAfterCollection() {
		return Long.parseLong(ask("gc"));
	}

	/**
	 * Lets the server collect its garbage and tell its figures.
	 * @return one line, as the server writes it
	 */
	public String figures() {
		return ask("figures");
	}

	private synchronized String ask(String order) {
		order(order);
		try {
			String answer = this.answers.readLine();
			if (answer == null) {
				throw new IllegalStateException("The server ended instead of answering '" + order + "': see its log");
			}
			return answer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The server did not answer after " + ANSWER_MILLIS + " ms", ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private synchronized void order(String line) {
		try {
			this.orders.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The server took no order '" + line + "': see its log", ex);
		}
	}

}
