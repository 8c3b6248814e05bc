package dev.realtime.benchmark.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Function;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;

/**
 * One event loop with everything it has to itself: its connections and their ledger, the
 * dialect, the array that all reads pass through. Thread-safe, in that tasks are handed
 * to the loop.
 */
final class LoadLoop {

	private static final int READ_SIZE = 32 * 1024;

	private static final int CONNECTIONS_PER_ADDRESS = 10_000;

	private final EventLoop loop;

	private final Target target;

	private final Openings openings;

	private final LoopLedger ledger = new LoopLedger();

	private final Scratch scratch = new Scratch(READ_SIZE);

	private final Dialect dialect;

	private final Bootstrap bootstrap;

	LoadLoop(EventLoop loop, Target target, Openings openings) {
		this.loop = loop;
		this.target = target;
		this.openings = openings;
		this.dialect = target.dialect().open(target.channel());
		this.bootstrap = new Bootstrap().group(loop)
			.channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 20_000)
			.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_SIZE));
	}

	static IoHandlerFactory io() {
		return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
	}

	/**
	 * Opens a connection.
	 * @param index its number among all connections of the client
	 */
	void open(int index) {
		LoadConnection connection = new LoadConnection(this.ledger, this.dialect, this.scratch, this.openings);
		this.loop.execute(() -> this.ledger.add(connection));
		Bootstrap bootstrap = this.bootstrap.clone().handler(connection);
		int block = index / CONNECTIONS_PER_ADDRESS;
		ChannelFuture opened = (block == 0) ? bootstrap.connect(this.target.address())
				: bootstrap.connect(this.target.address(), sourceAddress(block));
		opened.addListener((Future<Void> future) -> {
			if (!future.isSuccess()) {
				this.openings.failed("could not connect: " + future.cause());
			}
		});
	}

	/**
	 * Lets the loop do something with its ledger.
	 */
	<T> Future<T> submit(Function<LoopLedger, T> task) {
		return this.loop.submit(() -> task.apply(this.ledger));
	}

	/**
	 * Returns the ledger, for the counts that may be read from outside.
	 */
	LoopLedger ledger() {
		return this.ledger;
	}

	/**
	 * An address has some 28,000 ports, and those of an earlier run may still be in use.
	 */
	private static InetSocketAddress sourceAddress(int block) {
		try {
			return new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) (1 + block) }), 0);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("Four bytes are always an address", ex);
		}
	}

}
