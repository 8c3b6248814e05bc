package dev.realtime.drain;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How a node is emptied.
 *
 * @param ratePerSecond how many connections are closed in a second, from 0.1 to 10,000
 * @param deadline when it has to be empty, counted from the order; from a second to a
 * day. The rate is raised as far as the deadline demands, up to four times, and while
 * other nodes have no room the drain waits and may be late. If it is forced the rate has
 * no end, and what is left at the deadline is closed at once. Without a deadline it takes
 * as long as it takes
 * @param balancerWait how long balancers need to notice that no more clients are to be
 * sent, up to ten minutes and less than the deadline
 * @param spread up to which random time closed clients are asked to wait before they come
 * back, in whole seconds up to five minutes
 * @param order which connections go first
 * @param forced whether it goes on even if other nodes have no room
 */
public record DrainPlan(double ratePerSecond, @Nullable Duration deadline, Duration balancerWait, Duration spread,
		MoveOrder order, boolean forced) {

	/** Who chose a rate knew what others can take; a deadline is worth some hurry. */
	private static final double MOST_HURRY = 4;

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
	 * Says how long it takes and what the deadline makes of it, before it is ordered.
	 * @param connections how many there are
	 * @return a sentence without a full stop, with the remedy if it would be late
	 */
	public String words(int connections) {
		String plain = connections + " connections at " + number(this.ratePerSecond) + " a second take "
				+ expected(connections).toSeconds() + " s, the wait for balancers included";
		if (this.deadline == null || expected(connections).compareTo(this.deadline) <= 0) {
			return plain;
		}
		double seconds = this.deadline.minus(this.balancerWait).toMillis() / 1000.0;
		double raised = rateFor(connections, seconds);
		String inTime = "to be done in " + this.deadline.toSeconds() + " s the rate is raised to ";
		if (raised * seconds >= connections) {
			return plain + "; " + inTime + number(Math.ceil(raised));
		}
		return plain + "; even at " + number(raised) + " a second it is not done in " + this.deadline.toSeconds()
				+ " s: allow more time, a higher rate, or force";
	}

	/** The rate at which so many are done in that time, as far as the plan allows. */
	double rateFor(int connections, double seconds) {
		double demanded = connections / seconds;
		return Math.max(this.ratePerSecond,
				this.forced ? demanded : Math.min(demanded, this.ratePerSecond * MOST_HURRY));
	}

	private static String number(double rate) {
		return (rate == Math.rint(rate)) ? Long.toString((long) rate) : Double.toString(rate);
	}

}
