package dev.realtime.overload;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import dev.realtime.overload.OverloadSettings.PressureSettings;

/**
 * Which tier the sensors ask for: up at once, down slowly. Belongs to one thread.
 *
 * <p>
 * Each sensor asks for a tier of its own, and the highest counts. One that went over a
 * threshold asks for that tier until it is a margin below it; one that never did holds
 * nothing up, however near it is, or a heap that is well filled would keep the node in
 * the tier that a burst has brought it to.
 *
 * <p>
 * One single measurement of the loop lag counts for nothing: a collection of garbage or a
 * burst holds every loop up now and then, and each step up costs at least {@code hold}.
 * What counts is the smaller of two consecutive ones, for the way up as for the way down.
 * The other figures are levels that do not jump, or were freed from spikes before
 * ({@link SpikeFilter}).
 */
final class Pressure {

	/** A figure that plays around a threshold changes nothing. */
	private static final double MARGIN = 0.2;

	private final PressureSettings settings;

	private final Duration hold;

	private final Map<Sensor, Tier> asked = new EnumMap<>(Sensor.class);

	private Duration previousLoopLag = Duration.ZERO;

	private Tier tier = Tier.NORMAL;

	private String cause = "the node has started";

	private boolean calm;

	private long calmSinceNanos;

	Pressure(PressureSettings settings, Duration hold) {
		this.settings = settings;
		this.hold = hold;
		for (Sensor sensor : Sensor.values()) {
			this.asked.put(sensor, Tier.NORMAL);
		}
	}

	Tier tier() {
		return this.tier;
	}

	/** Why it is this tier, in words. */
	String cause() {
		return this.cause;
	}

	void weigh(PressureReading reading, long nowNanos) {
		PressureReading steady = reading.withLoopLagOfAtMost(this.previousLoopLag);
		this.previousLoopLag = reading.loopLag();
		Tier highest = Tier.NORMAL;
		for (Sensor sensor : Sensor.values()) {
			Tier wanted = ask(sensor, steady);
			this.asked.put(sensor, wanted);
			if (wanted.compareTo(highest) > 0) {
				highest = wanted;
				if (highest.compareTo(this.tier) > 0) {
					this.cause = sensor.over(steady, this.settings.of(highest));
				}
			}
		}
		if (highest.isAtLeast(this.tier)) {
			this.tier = highest;
			this.calm = false;
		}
		else {
			descend(nowNanos);
		}
	}

	private Tier ask(Sensor sensor, PressureReading reading) {
		double value = sensor.value(reading);
		for (Tier candidate = Tier.REJECT; candidate != Tier.NORMAL; candidate = candidate.below()) {
			double limit = sensor.threshold(this.settings.of(candidate));
			if (this.asked.get(sensor).isAtLeast(candidate)) {
				limit = Math.max(limit * (1 - MARGIN), nextLower(sensor, candidate));
			}
			if (value > limit) {
				return candidate;
			}
		}
		return Tier.NORMAL;
	}

	/** Where tiers are close together, the margin ends where the next one begins. */
	private double nextLower(Sensor sensor, Tier candidate) {
		Tier lower = candidate.below();
		return (lower == Tier.NORMAL) ? 0 : sensor.threshold(this.settings.of(lower));
	}

	private void descend(long nowNanos) {
		if (!this.calm) {
			// From the first calm reading, not from the last other one: what was
			// between them nobody has seen.
			this.calm = true;
			this.calmSinceNanos = nowNanos;
		}
		else if (nowNanos - this.calmSinceNanos >= this.hold.toNanos()) {
			this.cause = "no sensor has asked for " + this.tier + " for " + Words.of(this.hold);
			this.tier = this.tier.below();
			this.calmSinceNanos = nowNanos;
		}
	}

}
