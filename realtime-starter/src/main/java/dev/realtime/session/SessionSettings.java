package dev.realtime.session;

import java.time.Duration;

import dev.realtime.heartbeat.HeartbeatSettings;

/**
 * Bounds of one session.
 *
 * @param connectTimeout how long a client may take to send its connect command
 * @param backpressure what waits for it
 * @param heartbeat liveness
 * @param maxAge after which time it is asked to come back, a tenth more or less for each;
 * zero for never
 */
public record SessionSettings(Duration connectTimeout, BackpressureSettings backpressure, HeartbeatSettings heartbeat,
		Duration maxAge) {

	/** What a node uses when nothing is configured. */
	public static final SessionSettings DEFAULTS = new SessionSettings(Duration.ofSeconds(10),
			BackpressureSettings.DEFAULTS, HeartbeatSettings.DEFAULTS, Duration.ZERO);

}
