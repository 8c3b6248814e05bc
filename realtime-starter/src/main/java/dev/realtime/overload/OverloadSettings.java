package dev.realtime.overload;

import java.time.Duration;
import java.util.Locale;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a node is overloaded.
 *
 * @param occupancy How full the node may be before it admits differently
 * @param pressure What makes the node serve less
 * @param hold How long all sensors must ask for less than the present tier before the
 * node goes down one tier, from 1s to 1h; it goes up at once
 */
public record OverloadSettings(@DefaultValue OccupancySettings occupancy, @DefaultValue PressureSettings pressure,
		@DefaultValue("10s") Duration hold) {

	private static final String PREFIX = "realtime.overload.";

	private static final Duration LONGEST_LAG = Duration.ofMinutes(1);

	/** What a node uses when nothing is configured. */
	public static final OverloadSettings DEFAULTS = new OverloadSettings(new OccupancySettings(0.70, 0.80, 0.90),
			new PressureSettings(new ThrottleSettings(Duration.ofMillis(50), 0.10, 0.75, Duration.ofMillis(500), 0.90),
					new ShedSettings(Duration.ofMillis(100), 0.20, 0.85, Duration.ofSeconds(2), 1),
					new RefuseSettings(Duration.ofMillis(250), 0.30, 0.95, Duration.ofSeconds(5), 1)),
			Duration.ofSeconds(10));

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if one is out of range
	 */
	public OverloadSettings {
		between("hold", hold, Duration.ofSeconds(1), Duration.ofHours(1));
	}

	/**
	 * How full the node may be, in connections of realtime.limits.max-connections or in
	 * file descriptors, whichever is fuller.
	 *
	 * @param warn Fraction from which on the node says that it fills up, above 0 and at
	 * most 1
	 * @param poll Fraction from which on new clients that only read are to be offered
	 * polling, at least that of warn and at most 1; there is no polling yet, so that
	 * nothing but the log follows
	 * @param refuse Fraction from which on new clients are refused, or take the place of
	 * idle ones, at least that of poll and at most 1; the room above it is kept free, so
	 * that with 1 the node fills up to its limits
	 */
	public record OccupancySettings(@DefaultValue("0.7") double warn, @DefaultValue("0.8") double poll,
			@DefaultValue("0.9") double refuse) {

		/**
		 * Checks the fractions.
		 * @throws IllegalArgumentException if one is out of range or lower than the one
		 * before it
		 */
		public OccupancySettings {
			fraction("occupancy.warn", warn);
			fraction("occupancy.poll", poll);
			fraction("occupancy.refuse", refuse);
			ascending("occupancy.warn", warn, "occupancy.poll", poll);
			ascending("occupancy.poll", poll, "occupancy.refuse", refuse);
		}

	}

	/**
	 * What makes the node serve less. A tier begins when one of its thresholds is
	 * exceeded; none may be lower than that of the tier before it.
	 *
	 * @param throttle Where the tier THROTTLE begins
	 * @param shed Where the tier SHED begins
	 * @param refuse Where the tier REJECT begins
	 */
	public record PressureSettings(@DefaultValue ThrottleSettings throttle, @DefaultValue ShedSettings shed,
			@DefaultValue RefuseSettings refuse) {

		/**
		 * Checks that the tiers follow each other.
		 * @throws IllegalArgumentException if a threshold is lower than that of the tier
		 * before it
		 */
		public PressureSettings {
			follows("throttle", throttle, "shed", shed);
			follows("shed", shed, "refuse", refuse);
		}

		private static void follows(String lower, Thresholds low, String higher, Thresholds high) {
			String from = "pressure." + lower + ".";
			String to = "pressure." + higher + ".";
			ascending(from + "loop-lag", low.loopLag(), to + "loop-lag", high.loopLag());
			ascending(from + "lag-heap-fraction", low.lagHeapFraction(), to + "lag-heap-fraction",
					high.lagHeapFraction());
			ascending(from + "live-heap-fraction", low.liveHeapFraction(), to + "live-heap-fraction",
					high.liveHeapFraction());
			ascending(from + "redis-lag", low.redisLag(), to + "redis-lag", high.redisLag());
			ascending(from + "tail-budget-fraction", low.tailBudgetFraction(), to + "tail-budget-fraction",
					high.tailBudgetFraction());
		}

		Thresholds of(Tier tier) {
			return switch (tier) {
				case NORMAL -> throw new IllegalArgumentException("NORMAL has no thresholds: it is where one starts");
				case THROTTLE -> this.throttle;
				case SHED -> this.shed;
				case REJECT -> this.refuse;
			};
		}

	}

	/**
	 * Where the tier THROTTLE begins.
	 *
	 * @param loopLag How long work may wait for its loop, from 1ms to 1m; one single
	 * measurement over it does not count
	 * @param lagHeapFraction Fraction of the heap that may be kept for clients that lag,
	 * above 0; with 1 this is not considered
	 * @param liveHeapFraction Fraction of the heap that may be in use after a garbage
	 * collection, above 0; with 1 this is not considered
	 * @param redisLag How long a message may take through Redis, from 1ms to 1m; one
	 * single measurement over it does not count
	 * @param tailBudgetFraction Fraction of the memory for tails that may be in use,
	 * above 0; with 1 this is not considered
	 */
	public record ThrottleSettings(@DefaultValue("50ms") Duration loopLag, @DefaultValue("0.1") double lagHeapFraction,
			@DefaultValue("0.75") double liveHeapFraction, @DefaultValue("500ms") Duration redisLag,
			@DefaultValue("0.9") double tailBudgetFraction) implements Thresholds {

		/**
		 * Checks the thresholds.
		 * @throws IllegalArgumentException if one is out of range
		 */
		public ThrottleSettings {
			check("throttle", loopLag, lagHeapFraction, liveHeapFraction, redisLag, tailBudgetFraction);
		}

	}

	/**
	 * Where the tier SHED begins.
	 *
	 * @param loopLag How long work may wait for its loop, from 1ms to 1m; one single
	 * measurement over it does not count
	 * @param lagHeapFraction Fraction of the heap that may be kept for clients that lag,
	 * above 0; with 1 this is not considered
	 * @param liveHeapFraction Fraction of the heap that may be in use after a garbage
	 * collection, above 0; with 1 this is not considered
	 * @param redisLag How long a message may take through Redis, from 1ms to 1m; one
	 * single measurement over it does not count
	 * @param tailBudgetFraction Fraction of the memory for tails that may be in use,
	 * above 0; with 1 this is not considered, as to freeze clients shortens no tail
	 */
	public record ShedSettings(@DefaultValue("100ms") Duration loopLag, @DefaultValue("0.2") double lagHeapFraction,
			@DefaultValue("0.85") double liveHeapFraction, @DefaultValue("2s") Duration redisLag,
			@DefaultValue("1") double tailBudgetFraction) implements Thresholds {

		/**
		 * Checks the thresholds.
		 * @throws IllegalArgumentException if one is out of range
		 */
		public ShedSettings {
			check("shed", loopLag, lagHeapFraction, liveHeapFraction, redisLag, tailBudgetFraction);
		}

	}

	/**
	 * Where the tier REJECT begins.
	 *
	 * @param loopLag How long work may wait for its loop, from 1ms to 1m; one single
	 * measurement over it does not count
	 * @param lagHeapFraction Fraction of the heap that may be kept for clients that lag,
	 * above 0; with 1 this is not considered
	 * @param liveHeapFraction Fraction of the heap that may be in use after a garbage
	 * collection, above 0; with 1 this is not considered
	 * @param redisLag How long a message may take through Redis, from 1ms to 1m; one
	 * single measurement over it does not count
	 * @param tailBudgetFraction Fraction of the memory for tails that may be in use,
	 * above 0; with 1 this is not considered, as to refuse clients shortens no tail
	 */
	public record RefuseSettings(@DefaultValue("250ms") Duration loopLag, @DefaultValue("0.3") double lagHeapFraction,
			@DefaultValue("0.95") double liveHeapFraction, @DefaultValue("5s") Duration redisLag,
			@DefaultValue("1") double tailBudgetFraction) implements Thresholds {

		/**
		 * Checks the thresholds.
		 * @throws IllegalArgumentException if one is out of range
		 */
		public RefuseSettings {
			check("refuse", loopLag, lagHeapFraction, liveHeapFraction, redisLag, tailBudgetFraction);
		}

	}

	private static void check(String tier, Duration loopLag, double lagHeap, double liveHeap, Duration redisLag,
			double tailBudget) {
		String prefix = "pressure." + tier + ".";
		between(prefix + "loop-lag", loopLag, Duration.ofMillis(1), LONGEST_LAG);
		fraction(prefix + "lag-heap-fraction", lagHeap);
		fraction(prefix + "live-heap-fraction", liveHeap);
		between(prefix + "redis-lag", redisLag, Duration.ofMillis(1), LONGEST_LAG);
		fraction(prefix + "tail-budget-fraction", tailBudget);
	}

	private static void fraction(String property, double value) {
		// Written so that it is also true of what is not a number.
		if (!(value > 0 && value <= 1)) {
			throw new IllegalArgumentException(
					PREFIX + property + " is " + text(value) + "; allowed is above 0 and at most 1, such as 0.8");
		}
	}

	private static void between(String property, Duration value, Duration least, Duration most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new IllegalArgumentException(
					PREFIX + property + " is " + text(value) + "; allowed is " + text(least) + " to " + text(most));
		}
	}

	private static <T extends Comparable<T>> void ascending(String lower, T low, String higher, T high) {
		if (high.compareTo(low) < 0) {
			throw new IllegalArgumentException(PREFIX + higher + " is " + text(high) + ", less than " + PREFIX + lower
					+ ", which is " + text(low) + "; raise the former or lower the latter");
		}
	}

	private static String text(Object value) {
		if (value instanceof Duration duration) {
			long millis = duration.toMillis();
			return (millis != 0 && millis % 1000 == 0) ? (millis / 1000) + "s" : millis + "ms";
		}
		return String.format(Locale.ROOT, "%s", value);
	}

}
