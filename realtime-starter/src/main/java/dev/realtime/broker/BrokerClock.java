package dev.realtime.broker;

/**
 * The clock that gives publications their time, as seen from this node. Cheap to ask for
 * each publication; thread-safe.
 */
@FunctionalInterface
public interface BrokerClock {

	/** The node's own clock. */
	BrokerClock NODE = () -> 0;

	/**
	 * Returns how far it is ahead of this node's clock, as far as is known.
	 * @return milliseconds, negative if it is behind
	 */
	long aheadMillis();

	/**
	 * Returns what this node's clock said when a publication was given its time.
	 * @param timeMillis the time of a publication, milliseconds since 1970; 0 if nobody
	 * knows
	 * @return milliseconds since 1970; 0 if nobody knows
	 */
	default long toNodeMillis(long timeMillis) {
		return (timeMillis > 0) ? timeMillis - aheadMillis() : 0;
	}

}
