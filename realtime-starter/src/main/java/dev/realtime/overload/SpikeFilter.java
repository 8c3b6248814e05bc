package dev.realtime.overload;

import java.util.function.LongSupplier;

/**
 * The smaller of the last two measurements, of a figure that is measured more rarely than
 * it is read, such as the Redis lag: every five seconds. That it was measured again is
 * seen from the figure; two that are equal to the nanosecond count as one. One thread.
 */
public final class SpikeFilter implements LongSupplier {

	private final LongSupplier figure;

	private long last;

	private long before;

	/**
	 * Makes a filter.
	 * @param figure what was measured last
	 */
	public SpikeFilter(LongSupplier figure) {
		this.figure = figure;
	}

	@Override
	public long getAsLong() {
		long now = this.figure.getAsLong();
		if (now != this.last) {
			this.before = this.last;
			this.last = now;
		}
		return Math.min(this.last, this.before);
	}

}
