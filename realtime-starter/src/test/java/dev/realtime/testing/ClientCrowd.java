package dev.realtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many clients on one thread, each of which subscribes to one channel, answers pings,
 * counts every publication and notices each that is missing or comes twice. They connect
 * when told to, with the cookie they were given last, and then ask for what they missed.
 */
public final class ClientCrowd implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Pattern COOKIE = Pattern.compile("\r\nset-cookie: ([^;\r]+)", Pattern.CASE_INSENSITIVE);

	private static final byte[] PONG = TextFrames.text("{}");

	private final List<Client> clients = new ArrayList<>();

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connected = new AtomicInteger();

	private final AtomicInteger recovered = new AtomicInteger();

	private final AtomicInteger unrecovered = new AtomicInteger();

	private final AtomicLong received = new AtomicLong();

	private final AtomicLong missing = new AtomicLong();

	private final AtomicLong repeated = new AtomicLong();

	private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

	private final Selector selector;

	private volatile boolean closed;

	private volatile boolean comesBack;

	/**
	 * Makes clients that are not connected.
	 * @param number how many
	 * @param channel what each subscribes to, by its number
	 * @param token with which each connects, by its number
	 */
	public ClientCrowd(int number, IntFunction<String> channel, IntFunction<String> token) {
		for (int i = 0; i < number; i++) {
			this.clients.add(new Client(channel.apply(i), token.apply(i)));
		}
		try {
			this.selector = Selector.open();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::run, "client-crowd");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Begins to connect all of them.
	 * @param port to which node
	 */
	public void connect(int port) {
		this.tasks.add(() -> this.clients.forEach((client) -> client.connect(port)));
		this.selector.wakeup();
	}

	/**
	 * From now on each comes back by itself, at once, when the server closes it.
	 */
	public void comingBack() {
		this.comesBack = true;
	}

	/**
	 * Returns how many are subscribed now.
	 * @return number of clients
	 */
	public int connected() {
		return this.connected.get();
	}

	/**
	 * Returns how often a client was told that it has everything it had missed.
	 * @return number of times, since the start
	 */
	public int recovered() {
		return this.recovered.get();
	}

	/**
	 * Returns how often a client was told that it has not.
	 * @return number of times, since the start
	 */
	public int unrecovered() {
		return this.unrecovered.get();
	}

	/**
	 * Returns how many publications arrived.
	 * @return number of publications, times the clients
	 */
	public long received() {
		return this.received.get();
	}

	/**
	 * Returns how many offsets were jumped over without a word.
	 * @return number of publications, times the clients
	 */
	public long missing() {
		return this.missing.get();
	}

	/**
	 * Returns how many offsets came a second time.
	 * @return number of publications, times the clients
	 */
	public long repeated() {
		return this.repeated.get();
	}

	/**
	 * Returns what was answered instead of what was asked for.
	 * @return lines of the server, empty if all went well
	 */
	public List<String> refusals() {
		return List.copyOf(this.refusals);
	}

	@Override
	public void close() {
		this.closed = true;
		this.selector.wakeup();
	}

	private void run() {
		try (this.selector) {
			while (!this.closed) {
				this.selector.select();
				for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
					task.run();
				}
				for (SelectionKey key : this.selector.selectedKeys()) {
					((Client) key.attachment()).ready(key);
				}
				this.selector.selectedKeys().clear();
			}
			this.clients.forEach(Client::end);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One of them; belongs to the thread. */
	private final class Client {

		private final String channel;

		private final String token;

		private ByteBuffer input = ByteBuffer.allocate(4096);

		private @Nullable SocketChannel socket;

		private boolean upgraded;

		private boolean subscribed;

		private @Nullable String epoch;

		private long offset;

		private int port;

		private String cookie = "";

		Client(String channel, String token) {
			this.channel = channel;
			this.token = token;
		}

		void connect(int newPort) {
			end();
			this.port = newPort;
			try {
				SocketChannel opened = SocketChannel.open();
				this.socket = opened;
				this.upgraded = false;
				this.input.clear();
				opened.configureBlocking(false);
				opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), newPort));
				opened.register(ClientCrowd.this.selector, SelectionKey.OP_CONNECT, this);
			}
			catch (IOException ex) {
				failed(ex.toString());
			}
		}

		void ready(SelectionKey key) {
			try {
				if (key.isConnectable()) {
					finish(key);
				}
				else if (key.isReadable()) {
					read();
				}
			}
			catch (IOException ex) {
				end();
			}
		}

		private void finish(SelectionKey key) throws IOException {
			SocketChannel opened = (SocketChannel) key.channel();
			opened.finishConnect();
			key.interestOps(SelectionKey.OP_READ);
			write(("GET /realtime/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
					+ "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + this.cookie
					+ "Sec-WebSocket-Version: 13\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		}

		private void read() throws IOException {
			SocketChannel from = this.socket;
			while (from != null && from == this.socket) {
				if (!this.input.hasRemaining()) {
					this.input = ByteBuffer.allocate(this.input.capacity() * 2).put(this.input.flip());
				}
				int count = from.read(this.input);
				if (count < 0) {
					end();
					return;
				}
				if (count == 0) {
					return;
				}
				this.input.flip();
				scan();
				this.input.compact();
			}
		}

		private void scan() throws IOException {
			if (!this.upgraded) {
				String head = StandardCharsets.US_ASCII.decode(this.input.duplicate()).toString();
				int end = head.indexOf("\r\n\r\n");
				if (end < 0) {
					return;
				}
				if (!head.startsWith("HTTP/1.1 101")) {
					failed(head);
					return;
				}
				this.input.position(this.input.position() + end + 4);
				this.upgraded = true;
				Matcher given = COOKIE.matcher(head.substring(0, end));
				if (given.find()) {
					this.cookie = "Cookie: " + given.group(1) + "\r\n";
				}
				greet();
			}
			while (nextFrame()) {
				continue;
			}
		}

		private void greet() throws IOException {
			String recovery = (this.epoch != null)
					? ",\"recover\":true,\"epoch\":\"" + this.epoch + "\",\"offset\":" + this.offset : "";
			write(TextFrames.text("{\"id\":1,\"connect\":{\"token\":\"" + this.token
					+ "\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + this.channel + "\"" + recovery + "}}"));
		}

		private boolean nextFrame() throws IOException {
			ByteBuffer in = this.input;
			if (in.remaining() < 2) {
				return false;
			}
			int opcode = in.get(in.position()) & 0x0F;
			long length = in.get(in.position() + 1) & 0x7F;
			int header = 2;
			if (length == 126) {
				header = 4;
			}
			else if (length == 127) {
				header = 10;
			}
			if (in.remaining() < header) {
				return false;
			}
			if (length == 126) {
				length = in.getShort(in.position() + 2) & 0xFFFF;
			}
			else if (length == 127) {
				length = in.getLong(in.position() + 2);
			}
			if (in.remaining() < header + length) {
				return false;
			}
			byte[] payload = new byte[(int) length];
			in.position(in.position() + header);
			in.get(payload);
			if (opcode == 1) {
				for (String line : new String(payload, StandardCharsets.UTF_8).split("\n")) {
					heard(line);
				}
			}
			else if (opcode == 8) {
				end();
				if (ClientCrowd.this.comesBack) {
					// Not from within what is being read.
					ClientCrowd.this.tasks.add(() -> connect(this.port));
					ClientCrowd.this.selector.wakeup();
				}
				return false;
			}
			return true;
		}

		private void heard(String line) throws IOException {
			JsonNode told = JSON.readTree(line);
			if (told.isEmpty()) {
				write(PONG);
			}
			else if (told.has("error")) {
				failed(line);
			}
			else if (told.has("subscribe")) {
				subscribed(told.get("subscribe"));
			}
			else if (told.path("push").has("pub")) {
				received(told.path("push").path("pub").path("offset").asLong());
			}
		}

		private void subscribed(JsonNode reply) {
			boolean complete = reply.path("recovered").asBoolean();
			if (this.epoch != null) {
				(complete ? ClientCrowd.this.recovered : ClientCrowd.this.unrecovered).incrementAndGet();
			}
			this.epoch = reply.path("epoch").asString("");
			if (complete) {
				reply.path("publications").forEach((publication) -> received(publication.path("offset").asLong()));
			}
			else {
				this.offset = reply.path("offset").asLong();
			}
			this.subscribed = true;
			ClientCrowd.this.connected.incrementAndGet();
		}

		/** Channels without history have no offsets: 0. */
		private void received(long number) {
			if (number == 0) {
				ClientCrowd.this.received.incrementAndGet();
				return;
			}
			if (number <= this.offset) {
				ClientCrowd.this.repeated.incrementAndGet();
				return;
			}
			ClientCrowd.this.missing.addAndGet(number - this.offset - 1);
			ClientCrowd.this.received.incrementAndGet();
			this.offset = number;
		}

		private void write(byte[] bytes) throws IOException {
			SocketChannel to = this.socket;
			if (to != null && to.write(ByteBuffer.wrap(bytes)) < bytes.length) {
				throw new IOException("The server does not read");
			}
		}

		private void failed(String reason) {
			ClientCrowd.this.refusals.add(this.token + ": " + reason);
			end();
		}

		void end() {
			SocketChannel ended = this.socket;
			this.socket = null;
			if (this.subscribed) {
				this.subscribed = false;
				ClientCrowd.this.connected.decrementAndGet();
			}
			if (ended != null) {
				try {
					ended.close();
				}
				catch (IOException ex) {
					ClientCrowd.this.refusals.add(ex.toString());
				}
			}
		}

	}

}
