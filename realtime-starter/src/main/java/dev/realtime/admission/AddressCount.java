package dev.realtime.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each visitor has. Who has none takes no memory. Thread-safe, and
 * exact: two that come at once are not both the last.
 */
final class AddressCount {

	private final Map<IpAddress, Integer> counts = new ConcurrentHashMap<>();

	/** Adds one, unless there are as many as there may be. */
	boolean tryAdd(IpAddress visitor, int most) {
		boolean[] added = new boolean[1];
		this.counts.compute(visitor, (key, count) -> {
			int before = (count != null) ? count : 0;
			added[0] = before < most;
			return added[0] ? Integer.valueOf(before + 1) : count;
		});
		return added[0];
	}

	void remove(IpAddress visitor) {
		this.counts.computeIfPresent(visitor, (key, count) -> (count > 1) ? count - 1 : null);
	}

	/** How many visitors have at least one. */
	int visitors() {
		return this.counts.size();
	}

}
