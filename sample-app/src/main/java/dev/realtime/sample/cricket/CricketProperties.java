package dev.realtime.sample.cricket;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the cricket demo.
 *
 * @param enabled Whether this node may replay the match and publish it; of several nodes
 * one does at a time.
 * @param ballInterval Time from one ball to the next, at least one millisecond.
 * @param breakLength How many ball intervals to wait after the last ball before the match
 * starts over.
 */
@ConfigurationProperties("sample.cricket")
record CricketProperties(@DefaultValue("true") boolean enabled, @DefaultValue("2s") Duration ballInterval,
		@DefaultValue("10") int breakLength) {

	CricketProperties {
		if (ballInterval.compareTo(Duration.ofMillis(1)) < 0) {
			throw new IllegalArgumentException(
					"sample.cricket.ball-interval is " + ballInterval + ", it must be at least 1ms");
		}
		if (breakLength < 0) {
			throw new IllegalArgumentException(
					"sample.cricket.break-length is " + breakLength + ", it must be 0 or more ball intervals");
		}
	}

}
