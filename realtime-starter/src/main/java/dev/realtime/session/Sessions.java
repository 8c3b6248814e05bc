package dev.realtime.session;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.realtime.command.Commands;
import dev.realtime.loop.Foremost;
import dev.realtime.loop.Loops;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;
import dev.realtime.protocol.Codec;
import dev.realtime.reconnect.ReconnectStats;
import dev.realtime.reconnect.Reconnects;

/**
 * The front door of the room: opens sessions. Thread-safe.
 */
public final class Sessions {

	private final Loops loops;

	private final SessionContext context;

	private final Traces traces;

	/**
	 * Makes the sessions of a node.
	 * @param loops where sessions live
	 * @param settings bounds
	 * @param codec how frames are written
	 * @param commands answers commands
	 * @param entry lets clients in
	 * @param applicationExecutor where events are published
	 * @param events takes events for the application, on that executor
	 */
	public Sessions(Loops loops, SessionSettings settings, Codec codec, Commands commands, ClientEntry entry,
			Executor applicationExecutor, Consumer<Object> events) {
		this.loops = loops;
		this.context = new SessionContext(settings, codec, commands, new SessionStats(),
				new Reconnects(loops.all().get(0).ticker()::nanoTime),
				new SessionRegistry(loops, settings.backpressure().batchDelay()), entry, applicationExecutor, events);
		this.traces = new Traces(entry.index());
	}

	/**
	 * Opens a session on the loop whose turn it is. Any thread.
	 * @param connection carries its bytes
	 * @param handshake what is known of the client
	 * @return the session
	 */
	public ClientSession open(Connection connection, Handshake handshake) {
		ClientSession session = new ClientSession(this.loops.next(), connection, handshake, this.context);
		this.context.stats().countOpened();
		session.loop().execute(session::open);
		return session;
	}

	/**
	 * Finds a node of which a client says that it was there before. Any thread.
	 * @param claimed what it says, if anything
	 * @return another node that is alive, or was when clients came from there; else
	 * nothing
	 */
	public @Nullable NodeId recognise(@Nullable NodeId claimed) {
		return this.context.entry().recognise(claimed);
	}

	/**
	 * Calls an action with every session, each on its loop, some time later. Any thread.
	 * @param action what to do
	 */
	public void forEach(Consumer<ClientSession> action) {
		this.context.registry().forEach(action);
	}

	/** The clock of all sessions. */
	Ticker ticker() {
		return this.loops.all().get(0).ticker();
	}

	/**
	 * Asks every session that is open something, a few in a turn, and keeps the first
	 * answers. Any thread.
	 * @param <T> what is answered
	 * @param most how many answers are kept
	 * @param question asked on the session's loop
	 * @param order the smallest are kept, and of equal ones one
	 * @return at most that many answers in order, on any thread
	 */
	public <T> CompletionStage<List<T>> foremost(int most, Function<ClientSession, T> question,
			Comparator<? super T> order) {
		return this.context.registry()
			.walk(() -> new Foremost<T>(most, order), (first, session) -> first.offer(question.apply(session)),
					Foremost::inOrder)
			.thenApply((loops) -> Foremost.of(loops.stream().flatMap(List::stream).toList(), most, order));
	}

	/** Finds on each loop those whose clients have been silent longest. Any thread. */
	CompletionStage<List<Silence>> longestSilent(int count) {
		return this.context.registry().longestSilent(count);
	}

	/**
	 * Returns who comes back.
	 * @return a live view, any thread
	 */
	public ReconnectStats reconnects() {
		return this.context.reconnects();
	}

	/**
	 * Returns a look at the sessions there are.
	 * @return asked from any thread
	 */
	public SessionSearch search() {
		return new SessionSearch(this.context);
	}

	/**
	 * Returns what is written down about single clients.
	 * @return asked from any thread
	 */
	public Traces traces() {
		return this.traces;
	}

	/**
	 * Returns what the sessions have done.
	 * @return a live view, any thread
	 */
	public SessionStats stats() {
		return this.context.stats();
	}

}
