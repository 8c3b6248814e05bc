package dev.realtime.drain;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How a node is emptied.
 *
 * @param ratePerSecond how many connections are closed in a second, from 0.1 to 10,000
 * @param deadline when it has to be empty, counted from the order; from a second to a
 * day. The rate is raised as far as the deadline demands, and what is left then is closed
 * at once. Without one it takes as long as it takes
 * @param balancerWait how long balancers need to notice that no more clients are to be
 * sent, up to ten minutes and less than the deadline
 * @param spread up to which random time closed clients are asked to wait before they come
 * back, up to five minutes
 * @param order which connections go first
 * @param forced whether it goes on even if other nodes have no room
 */
public record DrainPlan(double ratePerSecond, @Nullable Duration deadline, Duration balancerWait, Duration spread,
		MoveOrder order, boolean forced) {

	static final double LOWEST_RATE = 0.1;

	static final double HIGHEST_RATE = 10_000;

	static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

	static final Duration LONGEST_SPREAD = Duration.ofMinutes(5);

	static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(1);

	static final Duration LONGEST_DEADLINE = Duration.ofDays(1);

	/**
	 * Checks the plan.
	 * @throws IllegalArgumentException if one of the parts is out of range
	 */
	public DrainPlan {
		Objects.requireNonNull(order, "order");
		if (!(ratePerSecond >= LOWEST_RATE && ratePerSecond <= HIGHEST_RATE)) {
			throw new IllegalArgumentException(
					"The rate of a drain is " + ratePerSecond + " connections a second; allowed is 0.1 to 10000");
		}
		check("wait", balancerWait, Duration.ZERO, LONGEST_WAIT);
		check("spread", spread, Duration.ZERO, LONGEST_SPREAD);
		if (deadline != null) {
			check("deadline", deadline, SHORTEST_DEADLINE, LONGEST_DEADLINE);
			if (deadline.compareTo(balancerWait) <= 0) {
				throw new IllegalArgumentException("The deadline of a drain is " + deadline.toSeconds()
						+ " s and its wait " + balancerWait.toSeconds()
						+ " s, so no time would be left to close anything: wait less, or set a later deadline");
			}
		}
	}

	private static void check(String what, Duration value, Duration least, Duration most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new IllegalArgumentException("The " + what + " of a drain is " + value.toMillis() + " ms; allowed is "
					+ least.toSeconds() + " to " + most.toSeconds() + " s");
		}
	}

	/**
	 * Returns a plan that differs in whether it is forced.
	 * @param forced whether it goes on even if other nodes have no room
	 * @return the plan
	 */
	public DrainPlan withForced(boolean forced) {
		return new DrainPlan(this.ratePerSecond, this.deadline, this.balancerWait, this.spread, this.order, forced);
	}

	/**
	 * Returns how long it takes at the rate of the plan, were there no deadline and
	 * nothing to wait for but balancers.
	 * @param connections how many there are
	 * @return from the order to the last closing
	 */
	public Duration expected(int connections) {
		return this.balancerWait.plusMillis((long) Math.ceil(connections * 1000L / this.ratePerSecond));
	}

	/**
	 * Whether the rate has to be raised to be done in time.
	 * @param connections how many there are
	 * @return whether the deadline comes before the end at the rate of the plan
	 */
	public boolean isTight(int connections) {
		return this.deadline != null && expected(connections).compareTo(this.deadline) > 0;
	}

}
