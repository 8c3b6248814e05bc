package dev.realtime.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client of a {@link StampedCrowd}: connects, subscribes, reads as fast as it may,
 * and does what the published libraries do: it answers a ping when it has read the whole
 * message with it, and subscribes again when it is told to. Belongs to the crowd's
 * thread.
 */
final class StampedClient implements StampedMessage.Listener, TextFrames.Listener {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final byte[] REQUEST = ("GET /realtime/websocket HTTP/1.1\r\nHost: localhost\r\n"
			+ "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
			+ "Sec-WebSocket-Version: 13\r\n\r\n")
		.getBytes(StandardCharsets.US_ASCII);

	/** Below that a paced client waits for its budget to grow. */
	private static final int LEAST_READ = 64;

	private static final int ABNORMAL = 1006;

	private static final int SUBSCRIBE_AGAIN = 2500;

	private static final byte[] PONG = TextFrames.text("{}");

	private final StampedCrowd crowd;

	private final List<ChannelLog> logs;

	private final List<Arrival> arrivals = new ArrayList<>(0);

	/** Which subscription a command is about, until it is answered. */
	private final Map<Integer, ChannelLog> asked = new HashMap<>();

	private final TextFrames frames = new TextFrames(this);

	private ReadingPace pace = ReadingPace.freely();

	private @Nullable SocketChannel socket;

	private @Nullable SelectionKey key;

	private @Nullable ConnectionEnd ending;

	private int lastId = 1;

	private long dialedNanos;

	StampedClient(StampedCrowd crowd, List<String> channels) {
		this.crowd = crowd;
		this.logs = channels.stream().map(ChannelLog::new).toList();
	}

	void connect(Selector selector, InetSocketAddress address, int receiveBufferBytes) {
		this.dialedNanos = System.nanoTime();
		try {
			SocketChannel opened = SocketChannel.open();
			this.socket = opened;
			if (receiveBufferBytes > 0) {
				// Before connecting, or the window has been announced already.
				opened.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
			}
			opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
			opened.configureBlocking(false);
			opened.connect(address);
			this.key = opened.register(selector, SelectionKey.OP_CONNECT, this);
		}
		catch (IOException ex) {
			end(ABNORMAL, ex.toString());
		}
	}

	void pace(ReadingPace newPace) {
		this.pace = newPace;
		tick(System.nanoTime());
	}

	/** Looks whether there is budget to read again. */
	void tick(long nowNanos) {
		SelectionKey registered = this.key;
		if (registered != null && registered.isValid() && registered.interestOps() != SelectionKey.OP_CONNECT) {
			registered.interestOps((this.pace.allowed(nowNanos) >= LEAST_READ) ? SelectionKey.OP_READ : 0);
		}
	}

	void ready(ByteBuffer buffer) {
		SelectionKey registered = Objects.requireNonNull(this.key);
		try {
			if (registered.isConnectable()) {
				Objects.requireNonNull(this.socket).finishConnect();
				registered.interestOps(SelectionKey.OP_READ);
				write(REQUEST);
			}
			else if (registered.isReadable()) {
				read(buffer);
			}
		}
		catch (IOException ex) {
			end(ABNORMAL, ex.toString());
		}
	}

	/** Once, however much there is: the others of the crowd want to read too. */
	private void read(ByteBuffer buffer) throws IOException {
		SocketChannel from = Objects.requireNonNull(this.socket);
		int most = Math.min(buffer.capacity(), this.pace.allowed(System.nanoTime()));
		if (most < LEAST_READ) {
			tick(System.nanoTime());
			return;
		}
		buffer.clear().limit(most);
		int count = from.read(buffer);
		if (count < 0) {
			end(ABNORMAL, "end of stream");
			return;
		}
		this.pace.used(count);
		this.frames.read(buffer.array(), count);
	}

	@Override
	public void upgraded() {
		write(TextFrames.text("{\"id\":1,\"connect\":{}}"));
		this.logs.forEach(this::subscribe);
	}

	@Override
	public void text(byte[] bytes, int from, int end) {
		StampedMessage.read(bytes, from, end, this);
	}

	@Override
	public void closed(int code, String reason) {
		end(code, reason);
	}

	@Override
	public void publication(byte[] bytes, int nameFrom, int nameLength, long n, long at, long offset) {
		for (ChannelLog log : this.logs) {
			if (log.isNamed(bytes, nameFrom, nameLength)) {
				heard(log, n, at, offset);
				return;
			}
		}
	}

	private void heard(ChannelLog log, long n, long at, long offset) {
		long now = System.nanoTime();
		log.heard(n, offset);
		this.crowd.took(now - at);
		if (this.crowd.remembers()) {
			this.arrivals.add(new Arrival(log.channel(), n, offset, at, now));
		}
	}

	@Override
	public void line(String line) {
		if (line.equals("{}")) {
			write(PONG);
			return;
		}
		JsonNode told = JSON.readTree(line);
		JsonNode push = told.path("push");
		if (told.has("error")) {
			end(ABNORMAL, line);
		}
		else if (told.has("subscribe")) {
			subscribed(Objects.requireNonNull(this.asked.remove(told.path("id").asInt())), told.path("subscribe"));
		}
		else if (push.has("unsubscribe")) {
			ended(push.path("channel").asString(), push.path("unsubscribe").path("code").asInt());
		}
	}

	private void subscribe(ChannelLog log) {
		this.lastId++;
		this.asked.put(this.lastId, log);
		write(TextFrames.text(log.subscribe(this.lastId)));
	}

	private void subscribed(ChannelLog log, JsonNode reply) {
		log.subscribed(reply.path("epoch").asString(""), reply.path("offset").asLong(),
				reply.path("recovered").asBoolean());
		for (JsonNode publication : reply.path("publications")) {
			JsonNode data = publication.path("data");
			heard(log, data.path("n").asLong(), data.path("at").asLong(), publication.path("offset").asLong());
		}
	}

	private void ended(String channel, int code) {
		for (ChannelLog log : this.logs) {
			if (log.channel().equals(channel)) {
				log.ended(System.nanoTime());
				if (code >= SUBSCRIBE_AGAIN) {
					subscribe(log);
				}
			}
		}
	}

	private void write(byte[] bytes) {
		SocketChannel to = this.socket;
		try {
			if (to != null && to.write(ByteBuffer.wrap(bytes)) < bytes.length) {
				end(ABNORMAL, "the server does not read");
			}
		}
		catch (IOException ex) {
			end(ABNORMAL, ex.toString());
		}
	}

	boolean isReady() {
		return this.ending == null && this.logs.stream().allMatch(ChannelLog::isSubscribed);
	}

	List<ChannelLog> logs() {
		return this.logs;
	}

	List<Arrival> arrivals() {
		return List.copyOf(this.arrivals);
	}

	long dialedNanos() {
		return this.dialedNanos;
	}

	@Nullable ConnectionEnd ending() {
		return this.ending;
	}

	/** The first word counts. */
	void end(int code, String reason) {
		if (this.ending != null) {
			return;
		}
		this.ending = new ConnectionEnd(code, reason, System.nanoTime());
		try {
			if (this.socket != null) {
				this.socket.close();
			}
		}
		catch (IOException ex) {
			// It is of no more use either way, and why it ended is known.
			this.socket = null;
		}
	}

}
