package dev.realtime.drain;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How nodes are emptied and balanced, unless an order says it otherwise.
 *
 * @param rate Connections that are closed in a second, from 0.1 to 10000; the rate is
 * raised up to four times if the deadline demands it
 * @param deadline By when a node has to be empty, from 1s to 1d and longer than the wait;
 * while other nodes have no room a drain is late unless it is forced, and one that is
 * forced closes what is left then at once
 * @param balancerWait How long balancers need to notice that a node is to get no more
 * clients, or gets them again; from 0 to 10m
 * @param spread Up to which random time closed clients are asked to wait before they come
 * back, from 0 to 5m; the rate spreads them already, and of the clients only client.js
 * heeds it
 * @param order Which connections go first
 * @param fullest How full the other nodes may become together, above 0 up to 1; a drain
 * by which they would become fuller is refused unless it is forced
 * @param imbalance How far a node has to be from its share of all connections, as a part
 * of it, before nodes are balanced; above 0.05 up to 1
 * @param autoRebalance Whether nodes are balanced by themselves when they have been off
 * their share for a minute and nothing else goes on
 * @param shutdown How long it may take to close all connections when the application
 * ends, from 0 for at once to 10m; the rate is raised as far as needed
 */
public record DrainSettings(@DefaultValue("100") double rate, @DefaultValue("10m") Duration deadline,
		@DefaultValue("10s") Duration balancerWait, @DefaultValue("0s") Duration spread,
		@DefaultValue("lowest-priority-first") MoveOrder order, @DefaultValue("0.9") double fullest,
		@DefaultValue("0.2") double imbalance, @DefaultValue("false") boolean autoRebalance,
		@DefaultValue("20s") Duration shutdown) {

	/** What a node uses when nothing is configured. */
	public static final DrainSettings DEFAULTS = new DrainSettings(100, Duration.ofMinutes(10), Duration.ofSeconds(10),
			Duration.ZERO, MoveOrder.LOWEST_PRIORITY_FIRST, 0.90, RebalanceLimits.DEFAULTS.imbalance(), false,
			Duration.ofSeconds(20));

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if one is out of range
	 */
	public DrainSettings {
		Objects.requireNonNull(order, "order");
		if (!(rate >= DrainPlan.LOWEST_RATE && rate <= DrainPlan.HIGHEST_RATE)) {
			throw new IllegalArgumentException("realtime.drain.rate is " + rate + "; allowed is 0.1 to 10000");
		}
		check("balancer-wait", balancerWait, Duration.ZERO, DrainPlan.LONGEST_WAIT);
		check("spread", spread, Duration.ZERO, DrainPlan.LONGEST_SPREAD);
		check("deadline", deadline, DrainPlan.SHORTEST_DEADLINE, DrainPlan.LONGEST_DEADLINE);
		if (deadline.compareTo(balancerWait) <= 0) {
			throw new IllegalArgumentException("realtime.drain.deadline is " + deadline.toMillis()
					+ " ms; it must be longer than realtime.drain.balancer-wait, which is " + balancerWait.toMillis()
					+ " ms");
		}
		check("shutdown", shutdown, Duration.ZERO, DrainPlan.LONGEST_WAIT);
		check("fullest", fullest, 0);
		check("imbalance", imbalance, RebalanceLimits.DEFAULTS.tolerance());
	}

	private static void check(String property, Duration value, Duration least, Duration most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new IllegalArgumentException("realtime.drain." + property + " is " + value.toMillis()
					+ " ms; allowed is " + least.toSeconds() + "s to " + most.toSeconds() + "s");
		}
	}

	private static void check(String property, double value, double above) {
		if (!(value > above && value <= 1)) {
			throw new IllegalArgumentException(
					"realtime.drain." + property + " is " + value + "; allowed is above " + above + " up to 1");
		}
	}

	/**
	 * Returns the plan of a drain of which nothing else is said.
	 * @return not forced
	 */
	public DrainPlan plan() {
		return new DrainPlan(this.rate, this.deadline, this.balancerWait, this.spread, this.order, false);
	}

	/**
	 * Returns the plan by which the node is emptied when the application ends.
	 * @return forced, or nothing if everything is to be closed at once
	 */
	public Optional<DrainPlan> shutdownPlan() {
		if (this.shutdown.compareTo(DrainPlan.SHORTEST_DEADLINE) < 0) {
			return Optional.empty();
		}
		return Optional.of(new DrainPlan(this.rate, this.shutdown, Duration.ZERO, this.spread, this.order, true));
	}

	/**
	 * Returns when nodes are balanced.
	 * @return the limits
	 */
	public RebalanceLimits rebalance() {
		return new RebalanceLimits(this.imbalance, RebalanceLimits.DEFAULTS.least(),
				RebalanceLimits.DEFAULTS.tolerance());
	}

}
