package dev.realtime.benchmark.soak;

import java.util.Map;
import java.util.Random;

/**
 * The channels of the soak, of each kind there is. Names of the first kinds are few, so
 * that what they leave in Redis stops growing; those of the last are new every time.
 */
final class SoakChannels {

	/** How many there are of each kind. */
	static final int EACH = 200;

	/** So many of the kind {@code log} get half of all publications. */
	static final int HOT = 10;

	private static final String[] KINDS = { "log", "room", "delta", "tick", "cache" };

	private SoakChannels() {
	}

	/** The rules of a node. */
	static Map<String, Object> rules() {
		return Map.ofEntries(rule(0, "pattern", "log:*"), rule(0, "recovery", "stream"), rule(0, "history.size", 500),
				rule(1, "pattern", "room:*"), rule(1, "recovery", "stream"), rule(1, "history.size", 100),
				rule(1, "presence", true), rule(1, "join-leave", true), rule(1, "client-publish", true),
				rule(1, "client-history", true), rule(2, "pattern", "delta:*"), rule(2, "recovery", "stream"),
				rule(2, "history.size", 50), rule(2, "delta", true), rule(3, "pattern", "tick:*"),
				rule(3, "conflate", true), rule(4, "pattern", "cache:*"), rule(4, "recovery", "cache"),
				rule(4, "history.size", 10), rule(4, "priority", "critical"), rule(5, "pattern", "plain:*"));
	}

	private static Map.Entry<String, Object> rule(int index, String option, Object value) {
		return Map.entry("realtime.channels[" + index + "]." + option, value);
	}

	/** What a client subscribes to. */
	static String any(Random random) {
		int kind = random.nextInt(KINDS.length + 1);
		return (kind == KINDS.length) ? "plain:" + Long.toHexString(random.nextLong())
				: KINDS[kind] + ":" + random.nextInt(EACH);
	}

	/** Where a publication goes. */
	static String published(long sequence) {
		return (sequence % 2 == 0) ? hot((int) (sequence / 2 % HOT)) : numbered(sequence / 2);
	}

	/** Each of those with few names, in turn. */
	static String numbered(long number) {
		return KINDS[(int) (number % KINDS.length)] + ":" + number / KINDS.length % EACH;
	}

	/** How many of those there are. */
	static int numbered() {
		return KINDS.length * EACH;
	}

	static String hot(int number) {
		return "log:" + number;
	}

	/** Whether every publication has to arrive, one after the other. */
	static boolean isWhole(String channel) {
		return channel.startsWith("log:") || channel.startsWith("room:") || channel.startsWith("delta:");
	}

	static boolean hasPresence(String channel) {
		return channel.startsWith("room:");
	}

	static boolean hasDelta(String channel) {
		return channel.startsWith("delta:");
	}

	static boolean recovers(String channel) {
		return isWhole(channel) || channel.startsWith("cache:");
	}

}
