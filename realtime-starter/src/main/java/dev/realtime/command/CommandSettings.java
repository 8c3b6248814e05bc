package dev.realtime.command;

import java.time.Duration;

/**
 * Bounds of what one client may ask.
 *
 * @param maxChannels the most subscriptions one connection may ask for; those of the
 * server's own do not count
 * @param maxPayloadBytes the largest payload a client may publish or send
 * @param commandsPerSecond how many commands a client may send in the long run; after a
 * pause it may send as many more at once as it may have subscriptions
 * @param historyLimit the most publications one history command returns
 * @param deadline after which a command that has no answer yet is answered with the
 * temporary error 100; client libraries give up at 5 s and drop the connection
 */
public record CommandSettings(int maxChannels, int maxPayloadBytes, int commandsPerSecond, int historyLimit,
		Duration deadline) {

	/** What a node uses when nothing is configured. */
	public static final CommandSettings DEFAULTS = new CommandSettings(128, 64 * 1024, 50, 300, Duration.ofSeconds(4));

}
