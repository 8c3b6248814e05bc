package dev.realtime.heartbeat;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Liveness of client connections.
 *
 * @param interval How often a client is pinged, whether or not other data flows; from 1 s
 * to 5 min, in whole seconds because clients are told in seconds
 * @param timeout How much longer than the interval a client may stay silent before it is
 * closed with 3012; from 1 s to 5 min
 */
public record HeartbeatSettings(@DefaultValue("30s") Duration interval, @DefaultValue("15s") Duration timeout) {

	private static final Duration LEAST = Duration.ofSeconds(1);

	private static final Duration MOST = Duration.ofMinutes(5);

	/** What a node uses when nothing is configured. */
	public static final HeartbeatSettings DEFAULTS = new HeartbeatSettings(Duration.ofSeconds(30),
			Duration.ofSeconds(15));

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if one is out of range
	 */
	public HeartbeatSettings {
		check("realtime.heartbeat.interval", interval);
		check("realtime.heartbeat.timeout", timeout);
		if (interval.getNano() != 0) {
			throw new IllegalArgumentException("realtime.heartbeat.interval is " + interval.toMillis() + " ms"
					+ ((interval.toNanosPart() % 1_000_000 != 0) ? " and a bit" : "")
					+ "; clients are told in whole seconds: use " + interval.toSeconds() + "s or "
					+ (interval.toSeconds() + 1) + "s");
		}
	}

	private static void check(String property, Duration value) {
		if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
			throw new IllegalArgumentException(property + " is " + value.toMillis() + " ms; allowed is 1s to 5m");
		}
	}

}
