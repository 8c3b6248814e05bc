package dev.realtime.benchmark.process;

import java.time.Duration;

/**
 * Processor time a process has used.
 *
 * @param user in its own code
 * @param system in the kernel on its behalf
 */
public record CpuTime(Duration user, Duration system) {

	/** No time at all. */
	public static final CpuTime ZERO = new CpuTime(Duration.ZERO, Duration.ZERO);

	/**
	 * Returns the time used since an earlier reading.
	 * @param earlier the reading
	 * @return the difference
	 */
	public CpuTime since(CpuTime earlier) {
		return new CpuTime(this.user.minus(earlier.user), this.system.minus(earlier.system));
	}

	/**
	 * Returns both kinds together.
	 * @return the sum
	 */
	public Duration total() {
		return this.user.plus(this.system);
	}

}
