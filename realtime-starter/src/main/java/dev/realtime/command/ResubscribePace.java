package dev.realtime.command;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * When a client may be told to recover. Client libraries subscribe again at once when
 * they are told, without back-off; so all clients of the node together are told at a
 * bounded rate, and each of the same channel not again and again. Until it is told a
 * subscription stays where it is. Thread-safe.
 */
final class ResubscribePace {

	/** The most that are told in a second, after a first second's worth at once. */
	static final int PER_SECOND = 200;

	/** How long a subscription is left alone after it was told. */
	static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

	private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

	/**
	 * When the next one would be told if nobody was ever early; none before the first.
	 */
	private final AtomicReference<@Nullable Long> next = new AtomicReference<>();

	/**
	 * Takes a turn.
	 * @param nowNanos now
	 * @param toldNanos when the same subscription was told last, or nothing
	 * @return how long to wait, 0 for not at all
	 */
	long delayNanos(long nowNanos, @Nullable Long toldNanos) {
		long earliest = nowNanos - BURST_NANOS;
		long after = this.next.updateAndGet(
				(planned) -> ((planned != null && planned - earliest > 0) ? planned : earliest) + INTERVAL_NANOS);
		long delay = Math.max(0, after - nowNanos);
		return (toldNanos != null) ? Math.max(delay, toldNanos + REST_NANOS - nowNanos) : delay;
	}

}
