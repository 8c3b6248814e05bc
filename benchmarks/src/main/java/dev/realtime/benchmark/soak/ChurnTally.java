package dev.realtime.benchmark.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * What the clients have done and met with. Written by their thread, read by any.
 */
final class ChurnTally {

	/** Open WebSockets. */
	final AtomicLong open = new AtomicLong();

	final LongAdder opened = new LongAdder();

	final LongAdder closedProperly = new LongAdder();

	final LongAdder dropped = new LongAdder();

	final LongAdder turnedBack = new LongAdder();

	final LongAdder subscribed = new LongAdder();

	final LongAdder unsubscribed = new LongAdder();

	final LongAdder published = new LongAdder();

	final LongAdder recovered = new LongAdder();

	final LongAdder unrecovered = new LongAdder();

	final LongAdder received = new LongAdder();

	/** Offsets that were jumped over, where none may be. */
	final LongAdder missing = new LongAdder();

	/** Offsets that came a second time. */
	final LongAdder repeated = new LongAdder();

	/** Connections that ended without a client wanting it. */
	final LongAdder lost = new LongAdder();

	private final Map<String, LongAdder> troubles = new ConcurrentHashMap<>();

	private volatile @Nullable String firstGap;

	void gap(String words) {
		if (this.firstGap == null) {
			this.firstGap = words;
		}
	}

	@Nullable String firstGap() {
		return this.firstGap;
	}

	void trouble(String words) {
		this.troubles.computeIfAbsent(words, (key) -> new LongAdder()).increment();
	}

	Map<String, LongAdder> troubles() {
		return this.troubles;
	}

}
