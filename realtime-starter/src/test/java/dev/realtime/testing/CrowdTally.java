package dev.realtime.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all clients of a crowd have met with. Written by its thread, read by any. */
final class CrowdTally {

	private static final int MOST_WORDS = 100;

	final AtomicInteger connected = new AtomicInteger();

	final AtomicInteger recovered = new AtomicInteger();

	final AtomicInteger unrecovered = new AtomicInteger();

	final AtomicInteger turnedAway = new AtomicInteger();

	final AtomicInteger lost = new AtomicInteger();

	final AtomicLong received = new AtomicLong();

	final AtomicLong missing = new AtomicLong();

	final AtomicLong repeated = new AtomicLong();

	private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

	private final Queue<String> gaps = new ConcurrentLinkedQueue<>();

	void refused(String words) {
		this.refusals.add(words);
	}

	void missed(int client, long from, long to) {
		this.missing.addAndGet(to - from);
		tell(client + " missed " + from + " to " + (to - 1));
	}

	void repeated(int client, long offset) {
		this.repeated.incrementAndGet();
		tell(client + " was given " + offset + " again");
	}

	/** The first ones say where to look. */
	private void tell(String words) {
		if (this.gaps.size() < MOST_WORDS) {
			this.gaps.add("Client " + words);
		}
	}

	List<String> refusals() {
		return List.copyOf(this.refusals);
	}

	List<String> gaps() {
		return List.copyOf(this.gaps);
	}

}
