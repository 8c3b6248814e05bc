package dev.realtime.command;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.CloseReason;

/**
 * Puts the commands of one connection in order.
 *
 * <p>
 * Guarantees: nothing starts before the connect has ended well; commands start in the
 * order in which they came; two commands of one channel, two of the application's methods
 * and two refreshes never overlap; at most eight are under way; what waits is bounded in
 * bytes: above the bound reading pauses if the transport can, else the connection ends.
 * Decides only: {@link Starter} does the work and says when it is done. Belongs to the
 * connection's loop.
 */
public final class CommandQueue {

	/** How many commands of different channels may be under way. */
	static final int MAX_RUNNING = 8;

	/** The most bytes of commands that wait. */
	public static final int MAX_WAITING_BYTES = 256 * 1024;

	/** The same where reading pauses: what was read before the pause took hold. */
	static final int MAX_PAUSED_BYTES = 2 * 1024 * 1024;

	private enum Phase {

		NEW, CONNECTING, OPEN, REFUSED

	}

	private final Starter starter;

	private Phase phase = Phase.NEW;

	private int running;

	private int waitingBytes;

	/** Whether the client is not read because of what waits. */
	private boolean paused;

	/** Whether a loop further up the stack is starting commands already. */
	private boolean starting;

	/** What came while the connect was under way. */
	private @Nullable Queue<Waiting> behindConnect;

	/** Per key what waits behind the command that runs or is ready. */
	private final Map<Object, Queue<Waiting>> lines = new HashMap<>(2);

	/** The first of each line that waits for one of the eight places. */
	private final Queue<Waiting> ready = new ArrayDeque<>(0);

	/**
	 * Makes an empty queue.
	 * @param starter does the work
	 */
	public CommandQueue(Starter starter) {
		this.starter = starter;
	}

	/**
	 * Takes a command.
	 * @param command the command
	 * @param bytes how many bytes it took on the wire
	 * @return the reason to close the connection, or nothing
	 */
	public @Nullable CloseReason offer(ClientCommand command, int bytes) {
		boolean connect = command instanceof ClientCommand.Connect;
		switch (this.phase) {
			case NEW -> {
				if (!connect) {
					return CloseReason.BAD_REQUEST.because("the first command must be connect");
				}
				this.phase = Phase.CONNECTING;
				this.starter.start(command);
				return null;
			}
			case REFUSED -> {
				return CloseReason.BAD_REQUEST.because("the connect was refused");
			}
			case CONNECTING, OPEN -> {
				if (connect) {
					return CloseReason.BAD_REQUEST.because("connected already");
				}
				return enqueue(new Waiting(command, bytes));
			}
		}
		throw new IllegalStateException("Unknown phase " + this.phase);
	}

	/**
	 * Ends the connect: what waits behind it starts, or is dropped.
	 * @param accepted whether the client is connected
	 */
	public void connected(boolean accepted) {
		this.phase = accepted ? Phase.OPEN : Phase.REFUSED;
		Queue<Waiting> waited = this.behindConnect;
		this.behindConnect = null;
		if (!accepted) {
			clear();
		}
		else if (waited != null) {
			waited.forEach(this::line);
			startReady();
		}
	}

	/**
	 * Ends a command that was started; what waited behind it may start.
	 * @param command the command
	 */
	public void done(ClientCommand command) {
		this.running--;
		Object key = command.dispatchTo(CommandKeys.INSTANCE);
		Queue<Waiting> line = this.lines.get(key);
		Waiting next = (line != null) ? line.poll() : null;
		if (next == null) {
			this.lines.remove(key);
		}
		else {
			this.ready.add(next);
		}
		startReady();
	}

	/**
	 * Starts what waits, because {@link Starter#mayStart} answers otherwise than before.
	 */
	public void resume() {
		startReady();
	}

	/**
	 * Drops everything that waits.
	 */
	public void clear() {
		this.lines.clear();
		this.ready.clear();
		this.behindConnect = null;
		this.waitingBytes = 0;
		// Or nobody would ever read that the client is gone.
		unpause();
	}

	/**
	 * Returns how much waits.
	 * @return bytes on the wire
	 */
	public int waitingBytes() {
		return this.waitingBytes;
	}

	private @Nullable CloseReason enqueue(Waiting waiting) {
		int bytes = this.waitingBytes + waiting.bytes;
		if (bytes > MAX_WAITING_BYTES && !isPaused(bytes)) {
			return CloseReason.TOO_MANY_REQUESTS
				.because(bytes + " bytes of commands wait, the limit is " + MAX_WAITING_BYTES);
		}
		this.waitingBytes = bytes;
		if (this.phase == Phase.CONNECTING) {
			Queue<Waiting> behind = (this.behindConnect != null) ? this.behindConnect : new ArrayDeque<>();
			behind.add(waiting);
			this.behindConnect = behind;
			return null;
		}
		line(waiting);
		startReady();
		return null;
	}

	private boolean isPaused(int bytes) {
		if (!this.paused) {
			this.paused = this.starter.pause();
		}
		return this.paused && bytes <= MAX_PAUSED_BYTES;
	}

	private void unpause() {
		if (this.paused && this.waitingBytes <= MAX_WAITING_BYTES / 2) {
			this.paused = false;
			this.starter.unpause();
		}
	}

	/** Puts a command behind the others of its key, or among those that may start. */
	private void line(Waiting waiting) {
		Object key = waiting.command.dispatchTo(CommandKeys.INSTANCE);
		Queue<Waiting> line = this.lines.get(key);
		if (line != null) {
			line.add(waiting);
			return;
		}
		this.lines.put(key, new ArrayDeque<>(0));
		this.ready.add(waiting);
	}

	private void startReady() {
		if (this.starting) {
			return;
		}
		this.starting = true;
		try {
			while (this.running < MAX_RUNNING && this.starter.mayStart()) {
				Waiting next = this.ready.poll();
				if (next == null) {
					return;
				}
				this.waitingBytes -= next.bytes;
				unpause();
				this.running++;
				this.starter.start(next.command);
			}
		}
		finally {
			this.starting = false;
		}
	}

	/** Does the work of commands. */
	@FunctionalInterface
	public interface Starter {

		/**
		 * Starts a command. Its end is told by {@link CommandQueue#connected} or
		 * {@link CommandQueue#done}, now or later.
		 * @param command the command
		 */
		void start(ClientCommand command);

		/**
		 * Asks that no more commands come for now.
		 * @return whether they will stop coming
		 */
		default boolean pause() {
			return false;
		}

		/**
		 * Lets commands come again after a pause.
		 */
		default void unpause() {
			throw new UnsupportedOperationException("Who pauses also goes on");
		}

		/**
		 * Whether another command may start now. Who has answered no calls
		 * {@link CommandQueue#resume} in time.
		 * @return whether there is room for its reply
		 */
		default boolean mayStart() {
			return true;
		}

	}

	private record Waiting(ClientCommand command, int bytes) {

	}

}
