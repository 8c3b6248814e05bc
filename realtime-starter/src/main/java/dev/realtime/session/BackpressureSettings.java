package dev.realtime.session;

import java.time.Duration;

/**
 * Bounds of what waits for one client.
 *
 * @param windowBytes the most bytes handed to the transport beyond the last acknowledged
 * ping
 * @param maxLagBytes by how much a client may lag before its rules decide what it is
 * spared
 * @param maxReplyBytes the most bytes of replies behind which another may wait. From a
 * quarter of it on commands wait until the client has read; what is under way then may
 * still answer, and beyond the limit the client is closed with 3008
 * @param ackTimeout how long a client may owe a pong before it is slow, and is given only
 * replies and what is critical
 * @param closeAfter how long it may be slow without acknowledging anything before it is
 * closed with 3008
 * @param batchDelay how long publications that are not critical may wait for others, zero
 * for not at all
 * @param batchSize how many may wait before they leave anyway
 */
public record BackpressureSettings(int windowBytes, long maxLagBytes, int maxReplyBytes, Duration ackTimeout,
		Duration closeAfter, Duration batchDelay, int batchSize) {

	/** What a node uses when nothing is configured. */
	public static final BackpressureSettings DEFAULTS = new BackpressureSettings(64 * 1024, 1024 * 1024, 1024 * 1024,
			Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ZERO, 64);

}
