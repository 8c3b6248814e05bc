package dev.realtime.channel;

/**
 * How many publications of a channel a home has heard, and how many a second of late.
 * Belongs to one loop.
 */
final class PublicationCount {

	/** Long enough to show a few a minute, short enough to show that they have ended. */
	private static final long WINDOW_MILLIS = 10_000;

	private long total;

	private long windowStart;

	private long inWindow;

	private long inLast;

	void add(long nowMillis) {
		roll(nowMillis);
		this.total++;
		this.inWindow++;
	}

	/** Since the home was opened. */
	long total() {
		return this.total;
	}

	/** In the last ten seconds, the older ones of which are taken to be spread evenly. */
	double perSecond(long nowMillis) {
		roll(nowMillis);
		double ofLast = 1 - (double) (nowMillis - this.windowStart) / WINDOW_MILLIS;
		return (this.inLast * ofLast + this.inWindow) * 1000 / WINDOW_MILLIS;
	}

	private void roll(long nowMillis) {
		long windows = (nowMillis - this.windowStart) / WINDOW_MILLIS;
		if (windows == 0) {
			return;
		}
		this.inLast = (windows == 1) ? this.inWindow : 0;
		this.inWindow = 0;
		this.windowStart += windows * WINDOW_MILLIS;
	}

}
