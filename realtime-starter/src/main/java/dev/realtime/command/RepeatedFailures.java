package dev.realtime.command;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Decides which failures are worth a line in the log: what fails for one client often
 * fails for thousands, and must not fill the disk. Of each kind one in a minute is; the
 * next one may tell how many there were in between. Thread-safe.
 *
 * @param <K> tells kinds apart; there are few
 */
public final class RepeatedFailures<K> {

	/** How long a kind of failure is not mentioned again. */
	public static final Duration PERIOD = Duration.ofMinutes(1);

	/** What {@link #next} answers when nothing is to be said. */
	public static final long SILENCE = -1;

	private final Map<K, Line> lines = new ConcurrentHashMap<>();

	private final LongSupplier nanoClock;

	/**
	 * Begins to count.
	 * @param nanoClock a clock like {@link System#nanoTime}
	 */
	public RepeatedFailures(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
	}

	/**
	 * Counts a failure.
	 * @param kind of which kind
	 * @return how many of it were not mentioned since one last was, or {@link #SILENCE}
	 */
	public long next(K kind) {
		long now = this.nanoClock.getAsLong();
		Line line = this.lines.compute(kind, (key, last) -> Line.after(last, now));
		return (line.at() == now && line.unsaid() == 0) ? line.saidBefore() : SILENCE;
	}

	/**
	 * The last line written for a kind.
	 *
	 * @param at when
	 * @param unsaid failures since then
	 * @param saidBefore failures the line itself told of
	 */
	private record Line(long at, long unsaid, long saidBefore) {

		static Line after(@Nullable Line last, long now) {
			if (last == null) {
				return new Line(now, 0, 0);
			}
			return (now - last.at < PERIOD.toNanos()) ? new Line(last.at, last.unsaid + 1, 0)
					: new Line(now, 0, last.unsaid);
		}

	}

}
