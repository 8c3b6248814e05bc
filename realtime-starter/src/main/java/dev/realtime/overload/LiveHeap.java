package dev.realtime.overload;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How much of the heap was really in use when garbage was last collected. What is in use
 * at any other moment is mostly garbage and says nothing.
 *
 * <p>
 * Of a collector with generations only the old one counts, measured against its own size
 * where it has one: what is young is gone soon. A figure counts until the next
 * collection, but not for longer than two minutes: a heap that is short of room is
 * collected again and again, while one that has recovered may not be collected for hours,
 * and must not be taken for full all that time. One thread.
 */
public final class LiveHeap {

	/** What collectors call the part of the heap where garbage is expected. */
	private static final Pattern YOUNG = Pattern.compile("(?i).*(eden|survivor|young|nursery|allocate|reserved).*");

	private static final long FRESH_NANOS = Duration.ofMinutes(2).toNanos();

	private final List<MemoryPoolMXBean> pools;

	private final long maxHeapBytes;

	private long lastUsed;

	private long collectedNanos;

	LiveHeap(List<MemoryPoolMXBean> pools, long maxHeapBytes) {
		this.pools = pools.stream().filter(LiveHeap::isOld).toList();
		this.maxHeapBytes = maxHeapBytes;
	}

	/**
	 * The heap of this process.
	 * @return its sensor
	 */
	public static LiveHeap ofThisProcess() {
		return new LiveHeap(ManagementFactory.getMemoryPoolMXBeans(), Runtime.getRuntime().maxMemory());
	}

	private static boolean isOld(MemoryPoolMXBean pool) {
		return pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null
				&& !YOUNG.matcher(pool.getName()).matches();
	}

	/**
	 * Returns what was in use after the last collection.
	 * @param nowNanos now
	 * @return as a fraction of what could have been, or nothing if that is not known: no
	 * collection yet, or long ago, or this JVM does not say
	 */
	public OptionalDouble fraction(long nowNanos) {
		long used = 0;
		long most = 0;
		for (MemoryPoolMXBean pool : this.pools) {
			MemoryUsage usage = pool.getCollectionUsage();
			if (usage != null) {
				used += usage.getUsed();
				most += (usage.getMax() > 0) ? usage.getMax() : this.maxHeapBytes;
			}
		}
		if (used != this.lastUsed) {
			// Two collections hardly ever end with the same number of bytes.
			this.lastUsed = used;
			this.collectedNanos = nowNanos;
		}
		// Old objects there always are, unless nobody has looked yet.
		return (used > 0 && nowNanos - this.collectedNanos < FRESH_NANOS)
				? OptionalDouble.of((double) used / Math.min(most, this.maxHeapBytes)) : OptionalDouble.empty();
	}

}
