package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.loop.Ticker;
import dev.realtime.protocol.CloseReason;

/**
 * Makes room on a full node: closes the connection whose client has been idle longest.
 * Idle is a client that sends nothing but pongs; what it is sent does not count, for on a
 * busy node everybody is sent something.
 *
 * <p>
 * Only who has been idle for some time is closed, and who comes back begins anew, so that
 * clients do not throw each other out in a circle. All who ask while the loops are being
 * looked through are served by the next look together; as long as nobody can have been
 * idle long enough none is made. Thread-safe; no method blocks.
 */
public final class IdleEviction {

	private static final Logger logger = LoggerFactory.getLogger(IdleEviction.class);

	/** A handshake waits for it. */
	private static final long PATIENCE_MILLIS = 1000;

	private final Sessions sessions;

	private final Duration idleAfter;

	private final Ticker ticker;

	private final Queue<CompletableFuture<Boolean>> waiting = new ConcurrentLinkedQueue<>();

	/** Above 0 while somebody looks. */
	private final AtomicInteger asked = new AtomicInteger();

	/** Before then nobody has been idle long enough. */
	private volatile long earliestNanos;

	/**
	 * Makes the eviction of a node.
	 * @param sessions the sessions of the node
	 * @param idleAfter for how long a client has to be idle at least
	 */
	public IdleEviction(Sessions sessions, Duration idleAfter) {
		this.sessions = sessions;
		this.idleAfter = idleAfter;
		this.ticker = sessions.ticker();
		this.earliestNanos = this.ticker.nanoTime();
	}

	/**
	 * Closes the connection that has been idle longest. Any thread.
	 * @return whether one was closed: its place is free then; false also if that took
	 * longer than a second. Completes on any thread, exceptionally never
	 */
	public CompletionStage<Boolean> evict() {
		if (this.ticker.nanoTime() - this.earliestNanos < 0) {
			return CompletableFuture.completedFuture(false);
		}
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		this.waiting.add(answer);
		if (this.asked.getAndIncrement() == 0) {
			look(1);
		}
		return answer.completeOnTimeout(false, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void look(int seen) {
		List<CompletableFuture<Boolean>> served = new ArrayList<>();
		for (CompletableFuture<Boolean> next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			// Who has waited for too long was refused.
			if (!next.isDone()) {
				served.add(next);
			}
		}
		if (served.isEmpty()) {
			finish(seen);
			return;
		}
		this.sessions.longestSilent(served.size() + 1)
			.thenCompose((found) -> close(found, served))
			.whenComplete((done, failure) -> {
				if (failure != null) {
					logger.error("No idle connection could be closed", failure);
					served.forEach((answer) -> answer.complete(false));
				}
				finish(seen);
			});
	}

	/** Whoever asked meanwhile is served by another look. */
	private void finish(int seen) {
		int left = this.asked.addAndGet(-seen);
		if (left > 0) {
			look(left);
		}
	}

	private CompletionStage<Void> close(List<Silence> found, List<CompletableFuture<Boolean>> served) {
		long latest = this.ticker.nanoTime() - this.idleAfter.toNanos();
		List<Silence> idle = found.stream().sorted(Silence.LONGEST_FIRST).toList();
		List<CompletableFuture<Void>> closings = new ArrayList<>();
		int taken = 0;
		for (CompletableFuture<Boolean> answer : served) {
			if (taken < idle.size() && idle.get(taken).sinceNanos() - latest <= 0) {
				closings.add(close(idle.get(taken++), answer));
			}
			else {
				answer.complete(false);
			}
		}
		long next = (taken < idle.size()) ? idle.get(taken).sinceNanos() : this.ticker.nanoTime();
		this.earliestNanos = next + this.idleAfter.toNanos();
		return CompletableFuture.allOf(closings.toArray(CompletableFuture[]::new));
	}

	/**
	 * On its loop; if it has said something meanwhile, or is gone, another is looked for.
	 */
	private CompletableFuture<Void> close(Silence idle, CompletableFuture<Boolean> answer) {
		return CompletableFuture.runAsync(() -> {
			ClientSession session = idle.session();
			boolean still = session.isOpen() && session.silentSinceNanos() == idle.sinceNanos();
			if (still && !answer.isDone()) {
				long seconds = Duration.ofNanos(this.ticker.nanoTime() - idle.sinceNanos()).toSeconds();
				session.close(CloseReason.EVICTED
					.because("the node is full, and nothing but pongs has come for " + seconds + " s"));
				answer.complete(true);
			}
			else {
				this.waiting.add(answer);
				this.asked.incrementAndGet();
			}
		}, idle.session().loop());
	}

}
