package dev.realtime.session;

import java.time.Duration;

import dev.realtime.heartbeat.HeartbeatSettings;

/**
 * Bounds of one session.
 *
 * @param windowBytes the most bytes handed to the transport beyond the last acknowledged
 * ping
 * @param maxReplyBytes the most bytes of replies behind which another may wait. From a
 * quarter of it on commands wait until the client has read; what is under way then may
 * still answer, and beyond the limit the client is closed with 3008
 * @param connectTimeout how long a client may take to send its connect command
 * @param ackTimeout how long a client may owe a pong before it is slow, and is given only
 * replies and what is critical
 * @param closeAfter how long it may be slow before it is closed with 3008
 * @param heartbeat liveness
 */
public record SessionSettings(int windowBytes, int maxReplyBytes, Duration connectTimeout, Duration ackTimeout,
		Duration closeAfter, HeartbeatSettings heartbeat) {

	/** What a node uses when nothing is configured. */
	public static final SessionSettings DEFAULTS = new SessionSettings(64 * 1024, 1024 * 1024, Duration.ofSeconds(10),
			Duration.ofSeconds(5), Duration.ofSeconds(60), HeartbeatSettings.DEFAULTS);

}
