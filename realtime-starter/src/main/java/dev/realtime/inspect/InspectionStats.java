package dev.realtime.inspect;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has become of questions about channels and connections, counted since the node
 * started. Thread-safe.
 */
public final class InspectionStats {

	private final LongAdder notUnderstood = new LongAdder();

	void notUnderstoodOne() {
		this.notUnderstood.increment();
	}

	/**
	 * Returns how many questions and answers of another version there were.
	 * @return number of messages
	 */
	public long notUnderstood() {
		return this.notUnderstood.sum();
	}

}
