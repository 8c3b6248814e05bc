package dev.realtime.benchmark.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.benchmark.client.ClientFrames;
import dev.realtime.benchmark.client.FrameScanner;
import dev.realtime.benchmark.client.FrameSink;
import dev.realtime.benchmark.client.UpgradeRequest;

/**
 * One client of the soak: connects as a user, subscribes, does what it is told and checks
 * what it hears. Belongs to the thread of the clients.
 */
final class ChurnClient extends ChannelInboundHandlerAdapter implements FrameSink {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String WEBSOCKET = "/realtime/websocket";

	private final InetSocketAddress address;

	private final String user;

	private final ChurnTally tally;

	/** What it is subscribed to, or was and wants to be again. */
	private final Map<String, Heard> channels = new LinkedHashMap<>();

	/** What was asked for by command number, until it is answered. */
	private final Map<Integer, Heard> asked = new HashMap<>();

	private final BiConsumer<ChurnClient, Boolean> whenOver;

	private final FrameScanner frames = new FrameScanner();

	private final StringBuilder head = new StringBuilder();

	private @Nullable ChannelHandlerContext connection;

	private boolean upgraded;

	private boolean leaving;

	private int lastId;

	/**
	 * Makes a client that is to be connected.
	 * @param address of its node
	 * @param user who it is
	 * @param tally where it counts
	 * @param channels what it subscribes to
	 * @param whenOver told when its connection has ended, and whether it wanted that
	 */
	ChurnClient(InetSocketAddress address, String user, ChurnTally tally, Iterable<Heard> channels,
			BiConsumer<ChurnClient, Boolean> whenOver) {
		this.address = address;
		this.user = user;
		this.tally = tally;
		this.whenOver = whenOver;
		channels.forEach((heard) -> this.channels.put(heard.channel(), heard));
	}

	String user() {
		return this.user;
	}

	Iterable<Heard> channels() {
		return this.channels.values();
	}

	boolean isReady() {
		return this.upgraded && !this.leaving;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.connection = context;
		if (this.leaving) {
			context.close();
			return;
		}
		send(UpgradeRequest.of(this.address, WEBSOCKET));
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf in = (ByteBuf) message;
		byte[] bytes = new byte[in.readableBytes()];
		in.readBytes(bytes);
		in.release();
		int from = this.upgraded ? 0 : handshake(bytes);
		if (this.upgraded) {
			this.frames.scan(bytes, from, bytes.length, this);
		}
	}

	/** Answers where the frames begin. */
	private int handshake(byte[] bytes) {
		int before = this.head.length();
		this.head.append(new String(bytes, StandardCharsets.ISO_8859_1));
		int blank = this.head.indexOf("\r\n\r\n");
		if (blank < 0) {
			return bytes.length;
		}
		if (!this.head.toString().startsWith("HTTP/1.1 101")) {
			this.tally.trouble("handshake: " + this.head.substring(0, this.head.indexOf("\r")));
			this.tally.turnedBack.increment();
			drop();
			return bytes.length;
		}
		this.head.setLength(0);
		this.upgraded = true;
		this.tally.open.incrementAndGet();
		this.tally.opened.increment();
		StringBuilder greeting = new StringBuilder(
				"{\"id\":" + ++this.lastId + ",\"connect\":{\"token\":\"" + this.user + "\"}}");
		this.channels.values().forEach((heard) -> greeting.append('\n').append(subscription(heard)));
		say(greeting.toString());
		return blank + 4 - before;
	}

	private String subscription(Heard heard) {
		this.asked.put(++this.lastId, heard);
		return heard.subscribe(this.lastId);
	}

	/** Subscribes to something else as well. */
	void subscribe(String channel) {
		if (!this.channels.containsKey(channel)) {
			Heard heard = new Heard(channel, this.tally);
			this.channels.put(channel, heard);
			say(subscription(heard));
		}
	}

	/** Unsubscribes from what it was subscribed to first. */
	void unsubscribe() {
		if (this.asked.isEmpty() && !this.channels.isEmpty()) {
			Heard first = this.channels.values().iterator().next();
			this.channels.remove(first.channel());
			this.tally.unsubscribed.increment();
			say("{\"id\":" + ++this.lastId + ",\"unsubscribe\":{\"channel\":\"" + first.channel() + "\"}}");
		}
	}

	/** Publishes, and asks who is there and what was said. */
	void talk(String room) {
		this.tally.published.increment();
		say("{\"id\":" + ++this.lastId + ",\"publish\":{\"channel\":\"" + room + "\",\"data\":{\"by\":\"" + this.user
				+ "\"}}}\n{\"id\":" + ++this.lastId + ",\"presence\":{\"channel\":\"" + room + "\"}}\n{\"id\":"
				+ ++this.lastId + ",\"history\":{\"channel\":\"" + room + "\",\"limit\":10}}");
	}

	/** Closes as the protocol wants it. */
	void close() {
		this.leaving = true;
		this.tally.closedProperly.increment();
		send(ClientFrames.close());
		finish();
	}

	/** Is gone: with a reset where the socket says so. */
	void drop() {
		if (!this.leaving) {
			this.leaving = true;
			this.tally.dropped.increment();
			finish();
		}
	}

	private void finish() {
		if (this.connection != null) {
			this.connection.close();
		}
	}

	@Override
	public void message(byte[] bytes, int from, int to) {
		for (String line : new String(bytes, from, to - from, StandardCharsets.UTF_8).split("\n")) {
			heard(line);
		}
	}

	private void heard(String line) {
		JsonNode told = JSON.readTree(line);
		if (told.isEmpty()) {
			say("{}");
			return;
		}
		Heard answered = this.asked.remove(told.path("id").asInt());
		if (told.has("error")) {
			this.tally.trouble("error " + told.path("error").path("code").asInt() + " "
					+ told.path("error").path("message").asString());
			if (answered != null) {
				this.channels.remove(answered.channel());
			}
		}
		else if (answered != null && told.has("subscribe")) {
			this.tally.subscribed.increment();
			answered.answered(told.get("subscribe"));
		}
		else if (told.has("push")) {
			pushed(told.get("push"));
		}
	}

	private void pushed(JsonNode push) {
		Heard heard = this.channels.get(push.path("channel").asString());
		if (heard != null && push.has("pub")) {
			heard.received(push.get("pub"));
		}
		else if (heard != null && push.has("unsubscribe")) {
			this.tally.trouble("unsubscribed by the server: " + push.path("unsubscribe").path("code").asInt());
			this.channels.remove(heard.channel());
		}
	}

	@Override
	public void ping(byte[] bytes, int from, int to) {
		send(ClientFrames.pong(bytes, from, to));
	}

	@Override
	public void close(int code, String reason) {
		if (!this.leaving) {
			this.tally.trouble("closed by the server: " + code + " " + reason);
		}
		finish();
	}

	private void say(String lines) {
		send(ClientFrames.text(lines.getBytes(StandardCharsets.UTF_8)));
	}

	private void send(byte[] bytes) {
		if (this.connection != null) {
			this.connection.writeAndFlush(Unpooled.wrappedBuffer(bytes), this.connection.voidPromise());
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.upgraded) {
			this.tally.open.decrementAndGet();
		}
		if (!this.leaving) {
			this.tally.lost.increment();
		}
		this.whenOver.accept(this, this.leaving);
	}

	/** A connection that breaks ends, and is counted there; all else is a mistake. */
	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (!(cause instanceof IOException)) {
			this.tally.trouble("client: " + cause);
		}
		context.close();
	}

}
