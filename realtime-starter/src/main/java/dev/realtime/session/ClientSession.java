package dev.realtime.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.ClientConnectedEvent;
import dev.realtime.ClientDisconnectedEvent;
import dev.realtime.admission.AdmissionVerdict;
import dev.realtime.channel.Subscription;
import dev.realtime.command.Client;
import dev.realtime.command.CommandRunner;
import dev.realtime.command.SubscriptionBook;
import dev.realtime.heartbeat.Heartbeat;
import dev.realtime.loop.Flushable;
import dev.realtime.loop.Loop;
import dev.realtime.loop.Timer;
import dev.realtime.message.ClientId;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.outbound.Decision;
import dev.realtime.outbound.DecisionLog;
import dev.realtime.outbound.WriteGate;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.protocol.ServerFrame;
import dev.realtime.security.ConnectAttempt;
import dev.realtime.security.Identity;
import dev.realtime.session.SessionState.AfterClose;

/**
 * One client, from the handshake to the end. Belongs to one loop; a transport may call
 * {@link #received}, {@link #written}, {@link #writeFailed} and {@link #disconnected}
 * from its own threads, {@link #received} by one at a time.
 */
public final class ClientSession extends Flushable implements Client {

	private static final Logger logger = LoggerFactory.getLogger(ClientSession.class);

	private static final CloseReason TOO_OLD = CloseReason.FORCE_RECONNECT
		.because("as old as a connection may become (realtime.limits.max-connection-age)");

	/** How long after a failed write a transport may take to say that it is gone. */
	private static final Duration WRITE_FAILURE_PATIENCE = Duration.ofSeconds(1);

	/** Place in the registry, or -1. */
	int index = -1;

	private final Loop loop;

	private final Connection connection;

	private final Handshake handshake;

	private final SessionContext context;

	private final ClientId id = ClientIds.next();

	/** One more than that of the session opened before it on this node. */
	private final long number;

	private final SessionState state = new SessionState();

	private final SubscriptionBook subscriptions = new SubscriptionBook();

	private final CommandRunner commands;

	private final Outbox outbox;

	private final Backpressure backpressure;

	/** Lets it wait for more before it is flushed; nothing if it never waits. */
	private final @Nullable Batching batching;

	/** Whether the transport was told not to read, because of what waits. */
	private boolean readingPaused;

	private final WriteGate gate = new WriteGate();

	private final long openedMillis;

	private Identity identity = Identity.ANONYMOUS;

	private final Acquaintance acquaintance;

	/** When it was opened, or said something that was no pong. */
	private long heardNanos;

	private @Nullable Heartbeat heartbeat;

	private @Nullable LifeSpan lifeSpan;

	private @Nullable Timer connectDeadline;

	/** Set when the server ends the connection. */
	private @Nullable LastWords lastWords;

	private @Nullable SessionEvents events;

	/** Set while the client is known by who it is. */
	private ClientEntry.@Nullable Entered entered;

	ClientSession(Loop loop, Connection connection, Handshake handshake, SessionContext context) {
		this.loop = loop;
		this.connection = connection;
		this.handshake = handshake;
		this.context = context;
		this.acquaintance = new Acquaintance(handshake, context);
		this.number = context.registry().nextNumber();
		this.openedMillis = loop.ticker().currentTimeMillis();
		this.heardNanos = loop.ticker().nanoTime();
		this.commands = context.commands().runner(this);
		this.outbox = new Outbox(context.codec(), context.settings().backpressure());
		this.backpressure = new Backpressure(this.outbox, context.settings().backpressure(), context.stats(),
				loop.ticker());
		BatchWindow window = context.registry().batchWindow(loop);
		this.batching = (window != null)
				? new Batching(window, context.settings().backpressure().batchSize(), this::batchEnded) : null;
	}

	/**
	 * Takes a frame from the client: decodes it here and hands its commands to the loop.
	 * Pongs are told apart here and wait behind nothing.
	 * @param frame bytes, not kept
	 * @param length how many of them belong to the frame
	 */
	public void received(byte[] frame, int length) {
		Inbound inbound = Inbound.decode(this.context.codec(), frame, length);
		this.context.stats().received(inbound.commands().size(), inbound.pongs(), length);
		this.loop.execute(() -> arrived(inbound));
	}

	/**
	 * Tells that the write in flight is done. Any thread.
	 */
	public void written() {
		if (this.gate.end()) {
			this.loop.execute(this::writable);
		}
	}

	/**
	 * Tells that the write in flight has failed: the connection is of no use and nothing
	 * more will be written. Any thread.
	 * @param cause why
	 */
	public void writeFailed(Throwable cause) {
		logger.debug("Client {}: write failed", this.id, cause);
		// A transport that is closing fails its writes first and tells its code next.
		this.loop.execute(() -> this.loop.schedule(WRITE_FAILURE_PATIENCE, () -> close(CloseReason.WRITE_ERROR)));
	}

	/**
	 * Tells that the connection is gone. Any thread; may come more than once.
	 * @param code close code as the transport knows it
	 * @param reason plain words
	 */
	public void disconnected(int code, String reason) {
		this.loop.execute(() -> after(this.state.transportGone(), code, reason));
	}

	@Override
	public ClientId id() {
		return this.id;
	}

	@Override
	public Identity identity() {
		return this.identity;
	}

	@Override
	public void identified(Identity newIdentity) {
		this.identity = newIdentity;
	}

	@Override
	public CompletionStage<AdmissionVerdict> enter() {
		if (!this.state.isOpen()) {
			return CompletableFuture.completedFuture(AdmissionVerdict.UNAVAILABLE);
		}
		ClientEntry.Entered now = this.context.entry().enter(this, this.identity.user());
		this.entered = now;
		return now.verdict();
	}

	@Override
	public void leave() {
		ClientEntry.Entered before = this.entered;
		if (before != null) {
			this.entered = null;
			before.leave();
		}
	}

	@Override
	public void cameFrom(String mark) {
		this.acquaintance.cameFrom(mark);
	}

	@Override
	public void connected() {
		this.state.connected();
		this.acquaintance.arrived();
		if (this.connectDeadline != null) {
			this.connectDeadline.cancel();
			this.connectDeadline = null;
		}
		this.outbox.open();
		this.lifeSpan = LifeSpan.from(this.loop.ticker().nanoTime(), this.context.settings().maxAge());
		this.heartbeat = new Heartbeat(this.context.settings().heartbeat(), this.loop.ticker().nanoTime(),
				ThreadLocalRandom.current().nextDouble());
		publishEvent(new ClientConnectedEvent(this.id, this.identity.user()));
	}

	@Override
	public ConnectAttempt attempt(ConnectAttempt command) {
		return this.acquaintance.attempt(command, this.state.isConnected());
	}

	@Override
	public void returned() {
		this.acquaintance.returned();
	}

	@Override
	public SubscriptionBook subscriptions() {
		return this.subscriptions;
	}

	@Override
	public void send(ServerFrame frame) {
		if (!this.state.isOpen()) {
			return;
		}
		if (frame instanceof ServerFrame.ErrorReply error) {
			this.context.stats().countError(error.error().code());
		}
		int waiting = this.outbox.replyBytes();
		int limit = this.context.settings().backpressure().maxReplyBytes();
		if (waiting > limit) {
			close(CloseReason.SLOW.because(waiting + " bytes of replies wait, the limit is " + limit));
			return;
		}
		EncodedFrame encoded = this.context.codec().encode(frame);
		Trace trace = this.outbox.trace();
		if (trace != null) {
			trace.told(frame, encoded.size());
		}
		this.outbox.reply(encoded);
		flushLater();
	}

	/** Sends a message outside any channel; answers whether it will be written. */
	boolean message(Payload message) {
		if (!this.state.isConnected()) {
			return false;
		}
		send(new ServerFrame.MessagePush(message));
		return this.state.isOpen();
	}

	@Override
	public boolean takesReplies() {
		// While nothing is read no acknowledgement can be heard: it is not waited for.
		boolean awaited = this.outbox.awaitsAcknowledgement() && !this.readingPaused;
		return !awaited && this.outbox.replyBytes() <= this.context.settings().backpressure().maxReplyBytes() / 4;
	}

	@Override
	public boolean pauseReading() {
		this.readingPaused = this.connection.pauseReading();
		return this.readingPaused;
	}

	@Override
	public void resumeReading() {
		this.readingPaused = false;
		this.connection.resumeReading();
	}

	@Override
	public void close(CloseReason reason) {
		after(this.state.closedByServer(reason), reason.code(), reason.reason());
	}

	@Override
	public void publishEvent(Object event) {
		SessionEvents told = this.events;
		if (told == null) {
			told = new SessionEvents(this.context);
			this.events = told;
		}
		told.publish(event);
	}

	@Override
	public boolean isOpen() {
		return this.state.isOpen();
	}

	@Override
	public Loop loop() {
		return this.loop;
	}

	@Override
	public Codec codec() {
		return this.context.codec();
	}

	@Override
	public void ready(Subscription subscription) {
		this.outbox.ready(subscription);
		if (this.outbox.hasWork() && !waitsForMore()) {
			this.loop.flushLater(this, this.outbox.lane());
		}
	}

	@Override
	public void moved(Subscription subscription) {
		this.outbox.moved(subscription);
		flushLater();
	}

	@Override
	public void decided(Subscription subscription, Decision decision, long publications) {
		this.backpressure.decided(decision, subscription.channel(), publications);
	}

	@Override
	public void overflowed(Subscription subscription) {
		// Not from within a flush.
		this.loop.execute(() -> close(this.backpressure.overflowed()));
	}

	/**
	 * Returns since when it is there.
	 * @return milliseconds since 1970
	 */
	public long openedMillis() {
		return this.openedMillis;
	}

	/** Since when the client has sent nothing but pongs; on its loop. */
	long silentSinceNanos() {
		return this.heardNanos;
	}

	/**
	 * Returns how much its channels matter; on its loop.
	 * @return the priority of the most important, {@link Priority#LOW} if it has none
	 */
	public Priority mostImportant() {
		return this.subscriptions.mostImportant();
	}

	/**
	 * Returns what was decided about it because it does not keep up; on its loop.
	 * @return the newest decisions, oldest first, empty for a client that keeps up
	 */
	public List<DecisionLog.Entry> decisions() {
		return this.backpressure.decisions();
	}

	/**
	 * Tells how it is; on its loop.
	 * @return as of now
	 */
	public SessionFacts facts() {
		long silent = this.loop.ticker().nanoTime() - this.heardNanos;
		return new SessionFacts(this.id, this.number, this.identity.user(), this.handshake.transport(),
				this.handshake.remoteAddress(), this.openedMillis, this.state.word(), this.acquaintance.software(),
				this.subscriptions.size(), this.outbox.lagBytes(), this.outbox.window().inFlight(),
				this.outbox.isSlow(), this.outbox.isLagging(), Duration.ofNanos(silent).toMillis());
	}

	/** What leaves it now, and what is written down of that. */
	Outbox outbox() {
		return this.outbox;
	}

	/** Tells it from all others of this node, in the order in which they came. */
	long number() {
		return this.number;
	}

	String remoteAddress() {
		return this.handshake.remoteAddress();
	}

	@Override
	public void forget(Subscription subscription) {
		this.outbox.forget(subscription);
	}

	@Override
	public void insufficient(Subscription subscription) {
		this.acquaintance.toldToRecover();
		this.context.commands().insufficient(this, subscription);
	}

	@Override
	protected void flush() {
		if (!this.state.isOpen() || !this.outbox.hasWork() || !this.gate.begin()) {
			return;
		}
		if (this.batching != null) {
			this.batching.flushed();
		}
		Outbox.Write write = this.outbox.next(this.loop.ticker());
		if (write == null) {
			this.gate.end();
			return;
		}
		Trace trace = this.outbox.trace();
		if (trace != null) {
			trace.wrote(write.frame().size(), write.ping());
		}
		if (write.ping() && this.heartbeat != null) {
			this.heartbeat.pinged(this.loop.ticker().nanoTime());
		}
		EncodedFrame frame = write.frame();
		this.context.stats().wrote(frame.size());
		this.connection.write(frame);
		this.commands.resume();
		flushLater();
	}

	void open() {
		if (!this.state.isOpen()) {
			return;
		}
		this.context.registry().add(this);
		this.connectDeadline = this.loop
			.schedule(this.context.settings().connectTimeout(), () -> close(CloseReason.FORCE_RECONNECT
				.because("no connect command within " + this.context.settings().connectTimeout().toSeconds() + " s")));
	}

	void sweep(long nowNanos) {
		Heartbeat watched = this.heartbeat;
		if (watched == null) {
			return;
		}
		switch (watched.check(nowNanos)) {
			case NONE -> {
				// Nothing is due.
			}
			case PING -> {
				this.outbox.pingDue();
				watched.pinged(nowNanos);
				flushLater();
			}
			case DEAD -> close(CloseReason.NO_PONG);
		}
		if (this.lifeSpan != null && this.lifeSpan.isOver(nowNanos)) {
			close(TOO_OLD);
		}
		if (this.state.isOpen()) {
			act(this.backpressure.judge(nowNanos));
		}
	}

	private void batchEnded() {
		if (this.state.isOpen()) {
			flushLater();
		}
	}

	/** Whether what has just come may wait for more. */
	private boolean waitsForMore() {
		return this.batching != null && this.outbox.lane() != Priority.CRITICAL.ordinal() && this.batching.waits();
	}

	/** Does what backpressure wants. */
	private void act(@Nullable CloseReason reason) {
		if (reason != null) {
			close(reason);
		}
		else {
			flushLater();
		}
	}

	private void arrived(Inbound inbound) {
		if (!this.state.isOpen()) {
			return;
		}
		long now = this.loop.ticker().nanoTime();
		if (this.heartbeat != null) {
			this.heartbeat.heard(now);
		}
		if (!inbound.commands().isEmpty()) {
			this.heardNanos = now;
		}
		Trace trace = this.outbox.trace();
		if (trace != null) {
			trace.heard(inbound);
		}
		if (inbound.pongs() > 0) {
			acknowledged(inbound.pongs());
		}
		for (Inbound.Command command : inbound.commands()) {
			if (!this.state.isOpen()) {
				return;
			}
			this.commands.offer(command.command(), command.bytes());
		}
		if (inbound.malformed() != null) {
			close(inbound.malformed());
		}
	}

	private void acknowledged(int pongs) {
		long now = this.loop.ticker().nanoTime();
		boolean progress = false;
		for (int i = 0; i < pongs; i++) {
			progress |= this.outbox.ponged(now);
		}
		act(this.backpressure.acknowledged(now));
		if (progress && this.state.isOpen()) {
			this.commands.resume();
		}
	}

	private void flushLater() {
		if (this.outbox.hasWork()) {
			this.loop.flushLater(this, this.outbox.lane());
		}
	}

	private void after(AfterClose after, int code, String reason) {
		if (!after.release()) {
			return;
		}
		this.context.registry().remove(this);
		Trace trace = this.outbox.trace();
		if (trace != null) {
			trace.closed(code);
		}
		this.backpressure.end();
		this.handshake.leave();
		leave();
		this.context.stats().countClosed(code);
		this.loop.forget(this);
		this.commands.clear();
		if (this.connectDeadline != null) {
			this.connectDeadline.cancel();
		}
		if (after.closeTransport()) {
			CloseReason told = this.state.closeReason();
			this.lastWords = new LastWords(this.loop, this.connection, this.outbox, this.gate,
					(told != null) ? told : CloseReason.CONNECTION_CLOSED);
			this.lastWords.begin();
		}
		this.context.commands().closed(this);
		if (after.tellApplication()) {
			publishEvent(new ClientDisconnectedEvent(this.id, this.identity.user(), code, reason));
		}
		logger.debug("Client {} of {} closed: {} {}", this.id, this.handshake.remoteAddress(), code, reason);
	}

	private void writable() {
		if (this.state.isOpen()) {
			flushLater();
		}
		else if (this.lastWords != null) {
			this.lastWords.writable();
		}
	}

}
