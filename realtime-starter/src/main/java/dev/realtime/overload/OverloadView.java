package dev.realtime.overload;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a node's overload at one moment. Immutable.
 *
 * @param tier the tier that counts: that of the override if there is one, else that of
 * the pressure
 * @param pressureTier the tier the sensors ask for
 * @param override what an operator has set, or nothing
 * @param cause why it is this tier, in words
 * @param sinceNanos since when it is this tier, a time of the clock that readings are
 * given
 * @param reading what the sensors said last
 */
public record OverloadView(Tier tier, Tier pressureTier, @Nullable TierOverride override, String cause, long sinceNanos,
		PressureReading reading) {

	/**
	 * Returns how long it has been this tier.
	 * @param nowNanos now
	 * @return a duration, not negative
	 */
	public Duration lasting(long nowNanos) {
		return Duration.ofNanos(Math.max(0, nowNanos - this.sinceNanos));
	}

}
