package dev.realtime.overload;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.ToDoubleFunction;

/**
 * What pressure is measured by, and how it is said in words. Durations count in
 * nanoseconds, everything else as a fraction.
 */
enum Sensor {

	LOOP_LAG("loop lag", false, (reading) -> reading.loopLag().toNanos(),
			(thresholds) -> thresholds.loopLag().toNanos()),

	LAG_BYTES("share of the heap kept for clients that lag", true, PressureReading::lagHeapFraction,
			Thresholds::lagHeapFraction),

	LIVE_HEAP("live heap", true, PressureReading::liveHeapFraction, Thresholds::liveHeapFraction),

	REDIS_LAG("Redis lag", false, (reading) -> reading.redisLag().toNanos(),
			(thresholds) -> thresholds.redisLag().toNanos()),

	TAIL_BUDGET("tail budget use", true, PressureReading::tailBudgetFraction, Thresholds::tailBudgetFraction);

	private static final double NANOS_PER_MILLI = 1_000_000;

	private final String words;

	private final boolean fraction;

	private final ToDoubleFunction<PressureReading> value;

	private final ToDoubleFunction<Thresholds> threshold;

	Sensor(String words, boolean fraction, ToDoubleFunction<PressureReading> value,
			ToDoubleFunction<Thresholds> threshold) {
		this.words = words;
		this.fraction = fraction;
		this.value = value;
		this.threshold = threshold;
	}

	/** A fraction is never more than 1, so that a threshold of 1 switches it off. */
	double value(PressureReading reading) {
		double read = this.value.applyAsDouble(reading);
		return this.fraction ? Math.min(read, 1) : read;
	}

	double threshold(Thresholds thresholds) {
		return this.threshold.applyAsDouble(thresholds);
	}

	/** Such as: loop lag 131 ms is over 100 ms. */
	String over(PressureReading reading, Thresholds thresholds) {
		// Rounded up, or 100.01 would be said to be over 100 as "100 is over 100".
		return this.words + " " + text(value(reading), RoundingMode.UP) + " is over "
				+ text(threshold(thresholds), RoundingMode.HALF_UP);
	}

	private String text(double figure, RoundingMode rounding) {
		double number = this.fraction ? figure * 100 : figure / NANOS_PER_MILLI;
		// What binary fractions add to the ninth digit is not to be rounded up.
		BigDecimal rounded = BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_UP).setScale(1, rounding);
		String digits = (rounded.stripTrailingZeros().scale() <= 0) ? rounded.toBigInteger().toString()
				: rounded.toString();
		return digits + (this.fraction ? " %" : " ms");
	}

}
