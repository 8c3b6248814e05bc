package dev.realtime.reconnect;

import java.util.List;

/**
 * Who came back most in the last minute or two: counts are halved each minute. Places are
 * few, so a range that has taken another's place is counted too high; by how much is
 * told.
 *
 * @param libraries by client library, most frequent first
 * @param ranges by address range, most frequent first
 */
public record ReconnectTop(List<Entry> libraries, List<Entry> ranges) {

	/** Copies the lists. */
	public ReconnectTop {
		libraries = List.copyOf(libraries);
		ranges = List.copyOf(ranges);
	}

	/**
	 * One who came back often.
	 *
	 * @param name of the library or the range
	 * @param times how often of late, at most
	 * @param timesAtLeast how often, at least
	 */
	public record Entry(String name, long times, long timesAtLeast) {

	}

}
