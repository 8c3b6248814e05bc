package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.channel.Subscription;
import dev.realtime.loop.Ticker;
import dev.realtime.message.ClientId;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.session.TraceEntry.Direction;

/**
 * What comes from one client and goes to it, for as long as somebody wants to see it. Of
 * everything it knows kind, size and place; payloads and credentials never get here.
 * Belongs to the session's loop.
 */
final class Trace {

	/** The newest are kept. */
	static final int SIZE = 250;

	private final ClientId client;

	private final Ticker ticker;

	private final long startedMillis;

	private final ArrayDeque<TraceEntry> entries = new ArrayDeque<>();

	private long untilMillis;

	private long seen;

	/** Why it is over, nothing while it is not. */
	private @Nullable String end;

	private Runnable onOver = () -> {
	};

	Trace(ClientId client, Ticker ticker, Duration lasts) {
		this.client = client;
		this.ticker = ticker;
		this.startedMillis = ticker.currentTimeMillis();
		this.untilMillis = this.startedMillis + lasts.toMillis();
	}

	/** A frame has come from the client. */
	void heard(Inbound inbound) {
		for (int i = 0; i < inbound.pongs(); i++) {
			add(Direction.IN, "pong", "", 0, 0, 0, 0);
		}
		for (Inbound.Command command : inbound.commands()) {
			TracedCommand traced = command.command().dispatchTo(TracedCommand.READER);
			add(Direction.IN, traced.kind(), traced.subject(), command.command().id(), command.bytes(), traced.offset(),
					0);
		}
		if (inbound.malformed() != null) {
			add(Direction.IN, "malformed", "", 0, 0, 0, inbound.malformed().code());
		}
	}

	/** The client is answered, or told something outside its channels. */
	void told(ServerFrame frame, int bytes) {
		long id = (frame instanceof ServerFrame.Reply reply) ? reply.id() : 0;
		int code = (frame instanceof ServerFrame.ErrorReply error) ? error.error().code() : 0;
		add(Direction.OUT, TracedCommand.kindOf(frame), "", id, bytes, 0, code);
	}

	/** A subscription has handed something over. */
	void handedOver(Subscription subscription, int bytes) {
		add(Direction.OUT, "publications", subscription.channel().value(), 0, bytes,
				subscription.facts().position().offset(), 0);
	}

	/** The transport was given something to write. */
	void wrote(int bytes, boolean ping) {
		add(Direction.OUT, ping ? "writeWithPing" : "write", "", 0, bytes, 0, 0);
	}

	/** The connection is over. */
	void closed(int code) {
		add(Direction.OUT, "closed", "", 0, 0, 0, code);
		end("the connection has ended");
	}

	void end(String why) {
		if (this.end == null) {
			this.end = why;
			this.untilMillis = this.ticker.currentTimeMillis();
			this.onOver.run();
		}
	}

	/** Calls an action when it ends. */
	void whenOver(Runnable action) {
		this.onOver = action;
	}

	boolean isOver() {
		return this.end != null;
	}

	TraceFacts facts() {
		return new TraceFacts(this.client, this.startedMillis, this.untilMillis, this.end == null,
				(this.end != null) ? this.end : "", this.seen, List.copyOf(this.entries));
	}

	private void add(Direction direction, String kind, String subject, long id, int bytes, long offset, int code) {
		this.seen++;
		if (this.entries.size() == SIZE) {
			this.entries.removeFirst();
		}
		this.entries
			.add(new TraceEntry(this.ticker.currentTimeMillis(), direction, kind, subject, id, bytes, offset, code));
	}

}
