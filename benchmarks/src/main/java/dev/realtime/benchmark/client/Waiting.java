package dev.realtime.benchmark.client;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Looks until something is so. The load is watched a few hundred times a second rather
 * than signalled, because a signal would have to be sent from the path of a delivery.
 */
public final class Waiting {

	private static final long PAUSE_NANOS = 500_000;

	private Waiting() {
	}

	/**
	 * Waits for a condition.
	 * @param condition looked at again and again, by the caller's thread
	 * @param deadline when to give up, by {@link System#nanoTime()}
	 * @return whether it became true in time
	 */
	public static boolean until(BooleanSupplier condition, long deadline) {
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - deadline >= 0) {
				return false;
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		return true;
	}

}
