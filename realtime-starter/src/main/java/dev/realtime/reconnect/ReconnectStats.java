package dev.realtime.reconnect;

import java.time.Duration;

/**
 * Who comes back, for those who only read it. Thread-safe.
 */
public interface ReconnectStats {

	/** The most libraries, and the most ranges, that are remembered. */
	int MOST = TopCounts.PLACES;

	/** How often the counts of late are halved. */
	Duration HALVED_EVERY = TopCounts.HALVED_EVERY;

	/**
	 * Returns how many connections were of clients that had been connected before.
	 * @param library with which library
	 * @return number of connections since the start
	 */
	long count(ClientLibrary library);

	/**
	 * Returns who came back most of late.
	 * @param most how many of each kind, up to {@link #MOST}
	 * @return as of now
	 */
	ReconnectTop top(int most);

}
