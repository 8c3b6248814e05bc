package dev.realtime.endpoint;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Numbers as they are told: times in milliseconds with three digits behind the point,
 * points in time as ISO 8601.
 */
final class Units {

	private Units() {
	}

	static double millis(Duration duration) {
		return duration.toNanos() / 1000 / 1000.0;
	}

	static @Nullable Double seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() / 1000.0 : null;
	}

	static double rounded(double number) {
		return Math.round(number * 1000) / 1000.0;
	}

	static Instant at(long millis) {
		return Instant.ofEpochMilli(millis);
	}

}
