package dev.realtime.benchmark.soak;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Clients that come, do what clients do, and go in every way there is, so many at a time;
 * and some that stay and must hear everything. All on one thread.
 */
final class Churn implements AutoCloseable {

	private static final int STAYING = 50;

	private static final int CHANNELS_EACH = 4;

	private static final long DO_SOMETHING_MILLIS = 2000;

	private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final EventLoop loop = this.group.next();

	private final Random random = new Random();

	private final ChurnTally tally = new ChurnTally();

	private final List<InetSocketAddress> nodes;

	private final SoakOptions options;

	private final List<ChurnClient> clients = new ArrayList<>();

	private long lastUser;

	private boolean over;

	Churn(List<InetSocketAddress> nodes, SoakOptions options) {
		this.nodes = List.copyOf(nodes);
		this.options = options;
	}

	ChurnTally tally() {
		return this.tally;
	}

	/** Lets everybody come, as fast as they will be replaced. To be called once. */
	void start() {
		this.loop.execute(() -> {
			IntStream.range(0, STAYING).forEach((i) -> open(user(), List.of(hot(i)), true));
			for (int i = 0; i < this.options.connections() - STAYING; i++) {
				this.loop.schedule(this::fresh, 1000L * i / this.options.rate(), TimeUnit.MILLISECONDS);
			}
		});
	}

	/** Lets nobody come any more, and everybody go. */
	void stop() {
		this.loop.submit(() -> {
			this.over = true;
			List.copyOf(this.clients).forEach(this::leave);
		}).syncUninterruptibly();
	}

	private Heard hot(int number) {
		return new Heard(SoakChannels.hot(number % SoakChannels.HOT), this.tally);
	}

	private String user() {
		return "user-" + ++this.lastUser;
	}

	private void fresh() {
		List<Heard> channels = new ArrayList<>();
		for (int i = 0; i < CHANNELS_EACH; i++) {
			channels.add(new Heard(SoakChannels.any(this.random), this.tally));
		}
		open(user(), channels, false);
	}

	private void open(String user, Iterable<Heard> channels, boolean stays) {
		if (this.over) {
			return;
		}
		InetSocketAddress node = this.nodes.get(this.random.nextInt(this.nodes.size()));
		ChurnClient client = new ChurnClient(node, user, this.tally, channels, (ended, wanted) -> ended(ended, stays));
		this.clients.add(client);
		// Half of those that do not say good-bye are gone with a reset.
		Bootstrap bootstrap = bootstrap(this.random.nextBoolean()).handler(client);
		bootstrap.connect(node).addListener((ChannelFuture opened) -> {
			if (!opened.isSuccess()) {
				this.tally.trouble("could not connect: " + opened.cause());
				ended(client, stays);
			}
		});
		if (!stays) {
			this.loop.schedule(() -> act(client), DO_SOMETHING_MILLIS, TimeUnit.MILLISECONDS);
			this.loop.schedule(() -> leave(client), lifeMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private Bootstrap bootstrap(boolean reset) {
		Bootstrap bootstrap = new Bootstrap().group(this.loop)
			.channel(NioSocketChannel.class)
			.option(ChannelOption.TCP_NODELAY, true);
		return reset ? bootstrap.option(ChannelOption.SO_LINGER, 0) : bootstrap;
	}

	/** So that as many go in a second as are to be replaced. */
	private long lifeMillis() {
		double mean = 1000.0 * this.options.connections() / this.options.rate();
		return (long) Math.min(10 * mean, -mean * Math.log(1 - this.random.nextDouble()));
	}

	private void act(ChurnClient client) {
		if (!client.isReady()) {
			return;
		}
		switch (this.random.nextInt(3)) {
			case 0 -> client.subscribe(SoakChannels.any(this.random));
			case 1 -> client.unsubscribe();
			default -> client.talk("room:" + this.random.nextInt(SoakChannels.EACH));
		}
		this.loop.schedule(() -> act(client), DO_SOMETHING_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void leave(ChurnClient client) {
		if (this.random.nextInt(3) > 0 && client.isReady()) {
			client.close();
		}
		else {
			client.drop();
		}
	}

	/** The next one comes: the same, who goes on where it was, or another. */
	private void ended(ChurnClient client, boolean stays) {
		if (!this.clients.remove(client) || this.over) {
			return;
		}
		if (stays || this.random.nextBoolean()) {
			open(client.user(), List.copyOf(list(client.channels())), stays);
		}
		else {
			fresh();
		}
		if (this.random.nextInt(20) == 0) {
			halfHandshake();
		}
	}

	private static List<Heard> list(Iterable<Heard> channels) {
		List<Heard> list = new ArrayList<>();
		channels.forEach(list::add);
		return list;
	}

	/** Somebody who begins and goes away. */
	private void halfHandshake() {
		InetSocketAddress node = this.nodes.get(this.random.nextInt(this.nodes.size()));
		bootstrap(this.random.nextBoolean()).handler(new ChannelInboundHandlerAdapter())
			.connect(node)
			.addListener((ChannelFuture opened) -> {
				if (opened.isSuccess()) {
					byte[] half = "GET /realtime/websocket HTTP/1.1\r\nHost: localhost\r\nUpgra".getBytes(US_ASCII);
					opened.channel().writeAndFlush(Unpooled.wrappedBuffer(half));
					this.loop.schedule(() -> opened.channel().close(), 1, TimeUnit.SECONDS);
				}
			});
	}

	@Override
	public void close() {
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

}
