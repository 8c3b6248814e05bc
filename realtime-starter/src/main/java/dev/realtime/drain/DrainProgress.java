package dev.realtime.drain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How far a drain has come. Clients get a new id when they connect again, so where one
 * has gone is known of those only that carry a cookie or use our own client; of the rest
 * it is estimated. The two counts are never added here.
 *
 * @param startedMillis when it was ordered, in milliseconds since 1970
 * @param moved how many connections were closed so that they go elsewhere
 * @param left how many are still to go
 * @param recoveredExactly how many of those moved another node has recognised
 * @param recoveredEstimated how many others may have come back elsewhere, judged by how
 * much other nodes have grown
 * @param eta how long it will take at the present pace; unknown while it is paused
 * @param paused why nothing is closed just now, if so
 */
public record DrainProgress(long startedMillis, long moved, int left, long recoveredExactly, long recoveredEstimated,
		@Nullable Duration eta, @Nullable String paused) {

	/**
	 * Checks the progress.
	 * @throws IllegalArgumentException if a number is negative
	 */
	public DrainProgress {
		if (moved < 0 || left < 0 || recoveredExactly < 0 || recoveredEstimated < 0
				|| (eta != null && eta.isNegative())) {
			throw new IllegalArgumentException("A drain cannot have come to moved " + moved + ", left " + left
					+ ", recovered exactly " + recoveredExactly + " and by estimate " + recoveredEstimated + ", eta "
					+ eta + ": none may be negative");
		}
	}

}
