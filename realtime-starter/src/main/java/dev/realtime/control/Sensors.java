package dev.realtime.control;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.realtime.admission.AdmissionStats;
import dev.realtime.channel.Channels;
import dev.realtime.channel.TailBudget;
import dev.realtime.loop.Loops;
import dev.realtime.loop.Ticker;
import dev.realtime.overload.FileDescriptors;
import dev.realtime.overload.LiveHeap;
import dev.realtime.overload.LoopLag;
import dev.realtime.overload.OccupancyReading;
import dev.realtime.overload.PressureReading;
import dev.realtime.overload.PressureSensors;
import dev.realtime.overload.SpikeFilter;
import dev.realtime.session.SessionStats;

/**
 * What a node can feel of itself. One thread.
 */
public final class Sensors {

	/** Counting them takes 5 ms where 10,000 are open. */
	private static final long DESCRIPTORS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final PressureSensors pressure;

	private final AdmissionStats admission;

	private final long capacity;

	private final LongSupplier nanoTime;

	private final FileDescriptors descriptors = FileDescriptors.ofThisProcess();

	private OptionalLong inUse = OptionalLong.empty();

	private long countedNanos;

	/**
	 * Makes the sensors of a node.
	 * @param loops its loops
	 * @param sessions knows how far clients lag
	 * @param channels knows what tails take
	 * @param admission knows who was let in
	 * @param capacity how many connections it may have
	 * @param redis how long a message takes through Redis
	 * @param ticker the clock
	 */
	public Sensors(Loops loops, SessionStats sessions, Channels channels, AdmissionStats admission, long capacity,
			RedisSense redis, Ticker ticker) {
		this.nanoTime = ticker::nanoTime;
		LoopLag lag = new LoopLag(loops.all(), this.nanoTime);
		LiveHeap heap = LiveHeap.ofThisProcess();
		TailBudget tails = channels.tailBudget();
		SpikeFilter redisLag = new SpikeFilter(redis::lagNanos);
		this.pressure = new PressureSensors(lag::nanos, sessions::lagBytes, Runtime.getRuntime().maxMemory(),
				() -> heap.fraction(this.nanoTime.getAsLong()), redisLag,
				() -> Math.max(0, (double) tails.usedBytes() / tails.limitBytes()));
		this.admission = admission;
		this.capacity = capacity;
		this.countedNanos = this.nanoTime.getAsLong() - DESCRIPTORS_EVERY_NANOS;
	}

	/**
	 * Asks what presses.
	 * @return a reading
	 */
	public PressureReading pressure() {
		return this.pressure.read();
	}

	/**
	 * Asks how full the node is.
	 * @return a reading
	 */
	public OccupancyReading occupancy() {
		long now = this.nanoTime.getAsLong();
		if (now - this.countedNanos >= DESCRIPTORS_EVERY_NANOS) {
			this.countedNanos = now;
			this.inUse = this.descriptors.inUse();
		}
		return new OccupancyReading(this.admission.connections(), this.capacity, this.inUse.orElse(0),
				this.inUse.isPresent() ? this.descriptors.limit().orElse(0) : 0);
	}

}
