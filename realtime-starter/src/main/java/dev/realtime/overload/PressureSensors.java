package dev.realtime.overload;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where readings come from. None of them may block.
 *
 * @param loopLagNanos how long work waits for its loop, such as {@link LoopLag#nanos}
 * @param lagBytes how many bytes are kept for clients that lag
 * @param maxHeapBytes how large the heap may grow
 * @param liveHeap what was in use after the last garbage collection, such as
 * {@link LiveHeap#fraction}
 * @param redisLagNanos how long a message takes through Redis, freed from spikes
 * ({@link SpikeFilter}); 0 without Redis
 * @param tailBudget how much of the memory for tails is in use, 0 to 1
 */
public record PressureSensors(LongSupplier loopLagNanos, LongSupplier lagBytes, long maxHeapBytes,
		Supplier<OptionalDouble> liveHeap, LongSupplier redisLagNanos, DoubleSupplier tailBudget) {

	/**
	 * Checks the sensors.
	 * @throws IllegalArgumentException if there is no heap
	 */
	public PressureSensors {
		if (maxHeapBytes < 1) {
			throw new IllegalArgumentException("A heap of " + maxHeapBytes + " bytes is none; it must be at least 1");
		}
	}

	/**
	 * Asks all of them.
	 * @return what they say
	 */
	public PressureReading read() {
		// A sum over counters of several threads may be negative for a moment.
		return new PressureReading(Duration.ofNanos(this.loopLagNanos.getAsLong()),
				(double) Math.max(0, this.lagBytes.getAsLong()) / this.maxHeapBytes, this.liveHeap.get().orElse(0),
				Duration.ofNanos(this.redisLagNanos.getAsLong()), this.tailBudget.getAsDouble());
	}

}
