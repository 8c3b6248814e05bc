package dev.realtime.session;

import java.util.List;

import dev.realtime.message.ClientId;

/**
 * What was written down about a client.
 *
 * @param client who
 * @param startedMillis since when, in milliseconds since 1970
 * @param untilMillis when it ends or has ended
 * @param running whether it still goes on
 * @param end why it has ended, empty while it runs
 * @param seen how many entries there were; only the newest are kept
 * @param entries oldest first, none where only a list of traces was asked for
 */
public record TraceFacts(ClientId client, long startedMillis, long untilMillis, boolean running, String end, long seen,
		List<TraceEntry> entries) {

	/**
	 * Copies the list.
	 */
	public TraceFacts {
		entries = List.copyOf(entries);
	}

	/** The same without what was written down. */
	TraceFacts withoutEntries() {
		return new TraceFacts(this.client, this.startedMillis, this.untilMillis, this.running, this.end, this.seen,
				List.of());
	}

}
