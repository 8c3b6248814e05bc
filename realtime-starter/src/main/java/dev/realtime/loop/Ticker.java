package dev.realtime.loop;

/**
 * Where the time comes from. Handed in, so that a test can move it.
 */
public interface Ticker {

	/** The machine's clocks. */
	Ticker SYSTEM = new Ticker() {
		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long currentTimeMillis() {
			return System.currentTimeMillis();
		}
	};

	/**
	 * Returns a time that only ever grows, for measuring and deadlines.
	 * @return nanoseconds since an arbitrary origin
	 */
	long nanoTime();

	/**
	 * Returns the time of day.
	 * @return milliseconds since 1970
	 */
	long currentTimeMillis();

}
