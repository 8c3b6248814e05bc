package dev.realtime.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client of a crowd: subscribes to one channel, asks for what it missed, answers
 * pings, keeps its cookies. Belongs to the thread of the crowd.
 */
final class CrowdClient implements TextFrames.Listener {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final byte[] PONG = TextFrames.text("{}");

	private static final int SUBSCRIBE_AGAIN = 2500;

	/** Seconds, as the published SDKs have it. */
	private static final long PING_MAY_BE_LATE = 10;

	private final int number;

	private final String channel;

	private final String token;

	private final ClientCrowd crowd;

	private final CrowdTally tally;

	private final BackOff backOff;

	private final Map<String, String> cookies = new TreeMap<>();

	private TextFrames frames = new TextFrames(this);

	private @Nullable SocketChannel socket;

	private boolean subscribed;

	private long heardNanos;

	private long silenceNanos = Long.MAX_VALUE;

	private @Nullable String epoch;

	private long offset;

	private int port;

	CrowdClient(int number, String channel, String token, ClientCrowd crowd, CrowdTally tally, BackOff backOff) {
		this.number = number;
		this.channel = channel;
		this.token = token;
		this.crowd = crowd;
		this.tally = tally;
		this.backOff = backOff;
	}

	void connect(int newPort) {
		end();
		this.port = newPort;
		try {
			SocketChannel opened = SocketChannel.open();
			this.socket = opened;
			this.frames = new TextFrames(this);
			opened.configureBlocking(false);
			opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), newPort));
			this.crowd.register(opened, this);
		}
		catch (IOException ex) {
			failed(ex.toString());
		}
	}

	/** Its socket has something for it; what is read goes through the array. */
	void ready(SelectionKey key, byte[] buffer) {
		try {
			if (key.isConnectable()) {
				greet(key);
			}
			else if (key.isReadable()) {
				read(buffer);
			}
		}
		catch (IOException ex) {
			lost();
		}
	}

	private void greet(SelectionKey key) throws IOException {
		SocketChannel opened = (SocketChannel) key.channel();
		opened.finishConnect();
		key.interestOps(SelectionKey.OP_READ);
		String remembered = this.cookies.entrySet()
			.stream()
			.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
			.collect(Collectors.joining("; "));
		write(("GET /realtime/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
				+ "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
				+ (remembered.isEmpty() ? "" : "Cookie: " + remembered + "\r\n") + "\r\n")
			.getBytes(StandardCharsets.US_ASCII));
	}

	private void read(byte[] buffer) throws IOException {
		SocketChannel from = this.socket;
		ByteBuffer into = ByteBuffer.wrap(buffer);
		while (from != null && from == this.socket) {
			int count = from.read(into.clear());
			if (count < 0) {
				lost();
				return;
			}
			this.frames.read(buffer, count);
			if (count < buffer.length) {
				return;
			}
		}
	}

	/** An empty value or an age of 0 takes a cookie away. */
	@Override
	public void answered(String head) {
		head.lines().filter((line) -> line.regionMatches(true, 0, "set-cookie:", 0, 11)).forEach((line) -> {
			String[] parts = line.substring(11).trim().split(";");
			String name = parts[0].substring(0, parts[0].indexOf('='));
			String value = parts[0].substring(name.length() + 1);
			if (value.isEmpty() || line.toLowerCase(Locale.ROOT).contains("max-age=0")) {
				this.cookies.remove(name);
			}
			else {
				this.cookies.put(name, value);
			}
		});
	}

	@Override
	public void upgraded() {
		write(TextFrames.text("{\"id\":1,\"connect\":{\"token\":\"" + this.token + "\"}}\n" + subscribe()));
	}

	private String subscribe() {
		String recovery = (this.epoch != null)
				? ",\"recover\":true,\"epoch\":\"" + this.epoch + "\",\"offset\":" + this.offset : "";
		return "{\"id\":2,\"subscribe\":{\"channel\":\"" + this.channel + "\"" + recovery + "}}";
	}

	@Override
	public void text(byte[] bytes, int from, int end) {
		this.heardNanos = System.nanoTime();
		int start = from;
		for (int i = from; i <= end; i++) {
			if (this.socket != null && (i == end || bytes[i] == '\n')) {
				heard(JSON.readTree(bytes, start, i - start));
				start = i + 1;
			}
		}
	}

	private void heard(JsonNode told) {
		if (told.isEmpty()) {
			write(PONG);
		}
		else if (told.has("error")) {
			refused(told);
		}
		else if (told.has("connect")) {
			this.silenceNanos = TimeUnit.SECONDS.toNanos(told.get("connect").path("ping").asLong() + PING_MAY_BE_LATE);
		}
		else if (told.has("subscribe")) {
			subscribed(told.get("subscribe"));
		}
		else if (told.path("push").has("unsubscribe")) {
			unsubscribed(told);
		}
		else if (told.path("push").has("pub")) {
			received(told.path("push").path("pub").path("offset").asLong());
		}
	}

	/**
	 * What is temporary is tried again, from the start: there is one subscription only.
	 */
	private void refused(JsonNode told) {
		if (this.crowd.reconnects() && told.path("error").path("temporary").asBoolean()) {
			this.tally.turnedAway.incrementAndGet();
			lost();
		}
		else {
			failed(told.toString());
		}
	}

	private void subscribed(JsonNode reply) {
		boolean complete = reply.path("recovered").asBoolean();
		if (this.epoch != null) {
			(complete ? this.tally.recovered : this.tally.unrecovered).incrementAndGet();
		}
		this.epoch = reply.path("epoch").asString("");
		if (complete) {
			reply.path("publications").forEach((publication) -> received(publication.path("offset").asLong()));
		}
		else {
			this.offset = reply.path("offset").asLong();
		}
		this.backOff.reset();
		this.subscribed = true;
		this.tally.connected.incrementAndGet();
	}

	/** From 2500 on they subscribe again. */
	private void unsubscribed(JsonNode told) {
		if (told.path("push").path("unsubscribe").path("code").asInt() < SUBSCRIBE_AGAIN) {
			failed(told.toString());
			return;
		}
		if (this.subscribed) {
			this.subscribed = false;
			this.tally.connected.decrementAndGet();
		}
		write(TextFrames.text(subscribe()));
	}

	/** Channels without history have no offsets: 0. */
	private void received(long newOffset) {
		if (newOffset != 0 && newOffset <= this.offset) {
			this.tally.repeated(this.number, newOffset);
			return;
		}
		if (newOffset > this.offset + 1) {
			this.tally.missed(this.number, this.offset + 1, newOffset);
		}
		this.tally.received.incrementAndGet();
		this.offset = newOffset;
	}

	@Override
	public void closed(int code, String reason) {
		if (code == 1006 && !reason.isEmpty()) {
			turnedAway(reason);
		}
		else if (isFinal(code)) {
			failed(code + " " + reason);
		}
		else if (this.crowd.comesBack()) {
			end();
			// Not from within what is being read.
			this.crowd.later(0, () -> connect(this.port));
		}
		else {
			lost();
		}
	}

	/** After these codes client libraries do not come back. */
	private static boolean isFinal(int code) {
		return (code >= 3500 && code < 4000) || (code >= 4500 && code < 5000);
	}

	private void turnedAway(String head) {
		this.tally.turnedAway.incrementAndGet();
		if (this.crowd.reconnects()) {
			lost();
		}
		else {
			failed(head);
		}
	}

	private void write(byte[] bytes) {
		SocketChannel to = this.socket;
		try {
			if (to != null && to.write(ByteBuffer.wrap(bytes)) < bytes.length) {
				failed("The server does not read");
			}
		}
		catch (IOException ex) {
			lost();
		}
	}

	private void failed(String reason) {
		this.tally.refused(this.token + ": " + reason);
		end();
	}

	private void lost() {
		if (this.socket == null) {
			return;
		}
		if (this.subscribed) {
			this.tally.lost.incrementAndGet();
		}
		end();
		if (this.crowd.reconnects()) {
			this.crowd.later(this.backOff.nextMillis(), () -> connect(this.port));
		}
	}

	/** A server that does not even ping any more is left. */
	void checkSilence(long nowNanos) {
		if (this.subscribed && nowNanos - this.heardNanos > this.silenceNanos) {
			lost();
		}
	}

	void end() {
		SocketChannel ended = this.socket;
		this.socket = null;
		if (this.subscribed) {
			this.subscribed = false;
			this.tally.connected.decrementAndGet();
		}
		if (ended != null) {
			try {
				ended.close();
			}
			catch (IOException ex) {
				this.tally.refused(ex.toString());
			}
		}
	}

}
