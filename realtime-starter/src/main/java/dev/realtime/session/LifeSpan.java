package dev.realtime.session;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * How long a connection may last. Each gets a tenth more or less than is allowed, or
 * those that came together would come back together.
 */
final class LifeSpan {

	private static final double JITTER = 0.1;

	private final long beganNanos;

	private final long nanos;

	private LifeSpan(long beganNanos, long nanos) {
		this.beganNanos = beganNanos;
		this.nanos = nanos;
	}

	/** Nothing if connections may last for ever. */
	static @Nullable LifeSpan from(long nowNanos, Duration most) {
		return most.isZero() ? null : new LifeSpan(nowNanos,
				(long) (most.toNanos() * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER)));
	}

	boolean isOver(long nowNanos) {
		return nowNanos - this.beganNanos >= this.nanos;
	}

}
