package dev.realtime.benchmark.client;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

import dev.realtime.benchmark.payload.StampedPayload;

/**
 * One WebSocket of the load. Runs on its event loop only.
 */
final class LoadConnection extends ChannelInboundHandlerAdapter implements FrameSink, Conversation {

	private static final int LARGEST_RESPONSE = 8192;

	private final FrameScanner scanner = new FrameScanner();

	private final SequenceCheck check = new SequenceCheck();

	private final LoopLedger ledger;

	private final Dialect dialect;

	private final Scratch scratch;

	private final Opening opening;

	private @Nullable ChannelHandlerContext context;

	private @Nullable StringBuilder response = new StringBuilder(256);

	private boolean probed;

	private boolean ready;

	private boolean ended;

	LoadConnection(LoopLedger ledger, Dialect dialect, Scratch scratch, Opening opening) {
		this.ledger = ledger;
		this.dialect = dialect;
		this.scratch = scratch;
		this.opening = opening;
	}

	/** Told how the opening of connections goes, from any event loop. */
	interface Opening {

		byte[] request();

		void ready();

		void failed(String reason);

	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.context = context;
		send(this.opening.request());
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf buffer = (ByteBuf) message;
		try {
			int length = buffer.readableBytes();
			byte[] bytes = this.scratch.copyOf(buffer, length);
			int from = (this.response != null) ? upgrade(this.response, bytes, length) : 0;
			if (from < length) {
				this.ledger.reading(System.nanoTime());
				this.scanner.scan(bytes, from, length, this);
			}
		}
		finally {
			buffer.release();
		}
	}

	@Override
	public void message(byte[] bytes, int from, int to) {
		this.dialect.read(bytes, from, to, this);
	}

	@Override
	public void ping(byte[] bytes, int from, int to) {
		send(ClientFrames.pong(bytes, from, to));
	}

	@Override
	public void close(int code, String reason) {
		end("closed by the server with " + code + " " + reason);
	}

	@Override
	public void publication(byte[] bytes, int payload) {
		long sequence = StampedPayload.sequence(bytes, payload);
		if (sequence != LoopLedger.PROBE) {
			this.ledger.received(this.check, sequence, StampedPayload.moment(bytes, payload));
		}
		else if (!this.probed) {
			this.probed = true;
			this.ledger.probed();
		}
	}

	@Override
	public void ready() {
		if (!this.ready) {
			this.ready = true;
			this.opening.ready();
		}
	}

	@Override
	public void refused(String reason) {
		end("refused: " + reason);
	}

	@Override
	public void send(byte[] frame) {
		if (this.context != null) {
			this.context.writeAndFlush(Unpooled.wrappedBuffer(frame), this.context.voidPromise());
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		end("cut by the server");
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		end(cause.toString());
	}

	/**
	 * Leaves without the courtesies: a reset leaves no port behind in TIME_WAIT.
	 */
	void leave() {
		this.ended = true;
		if (this.context != null) {
			this.context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
			this.context.close();
		}
	}

	void publish(long sequence, long moment, int size) {
		send(this.dialect.publishing(StampedPayload.write(sequence, moment, size)));
	}

	long lost(long published) {
		return this.check.lost(published);
	}

	private int upgrade(StringBuilder response, byte[] bytes, int length) {
		int before = response.length();
		response.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
		int end = response.indexOf("\r\n\r\n");
		if (end < 0) {
			if (response.length() > LARGEST_RESPONSE) {
				end("answered the upgrade with more than " + LARGEST_RESPONSE + " bytes of headers");
			}
			return length;
		}
		String head = response.substring(0, end);
		if (!head.startsWith("HTTP/1.1 101") || !head.contains(UpgradeRequest.ACCEPT)) {
			end("refused the upgrade: " + head.lines().findFirst().orElse(""));
			return length;
		}
		this.response = null;
		send(this.dialect.opening());
		return end + 4 - before;
	}

	private void end(String reason) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		this.ledger.closed();
		this.opening.failed(reason);
		if (this.context != null) {
			this.context.close();
		}
	}

}
