package dev.realtime.reconnect;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import dev.realtime.reconnect.TopCounts.Top;

/**
 * The front door of the room: counts clients that come back. Thread-safe; what it keeps
 * does not grow with what clients say.
 */
public final class Reconnects implements ReconnectStats {

	private final LongSupplier nanoTime;

	private final LongAdder[] counts = new LongAdder[ClientLibrary.values().length];

	private final TopCounts<ClientLibrary> libraries;

	private final TopCounts<AddressRange> ranges;

	/**
	 * Makes counters that have seen nobody.
	 * @param nanoTime the clock
	 */
	public Reconnects(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		Arrays.setAll(this.counts, (library) -> new LongAdder());
		long now = nanoTime.getAsLong();
		this.libraries = new TopCounts<>(now);
		this.ranges = new TopCounts<>(now);
	}

	/**
	 * A client came back.
	 * @param library with which library
	 * @param remoteAddress from where, spelled out
	 */
	public void record(ClientLibrary library, String remoteAddress) {
		this.counts[library.ordinal()].increment();
		long now = this.nanoTime.getAsLong();
		this.libraries.add(library, now);
		this.ranges.add(AddressRange.of(remoteAddress), now);
	}

	@Override
	public long count(ClientLibrary library) {
		return this.counts[library.ordinal()].sum();
	}

	@Override
	public ReconnectTop top(int most) {
		long now = this.nanoTime.getAsLong();
		return new ReconnectTop(entries(this.libraries.top(most, now)), entries(this.ranges.top(most, now)));
	}

	/** How many ranges are remembered. */
	int ranges() {
		return this.ranges.size();
	}

	private static List<ReconnectTop.Entry> entries(List<? extends Top<?>> top) {
		return top.stream()
			.map((each) -> new ReconnectTop.Entry(each.key().toString(), each.times(), each.timesAtLeast()))
			.toList();
	}

}
