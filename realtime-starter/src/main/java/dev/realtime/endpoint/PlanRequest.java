package dev.realtime.endpoint;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;

/**
 * What an operator says of how connections are moved; what he does not say is as it is
 * configured.
 *
 * @param rate how many are closed in a second
 * @param deadline when it has to be done, counted from the order
 * @param balancerWait how long balancers need to notice
 * @param spread up to which time closed clients are asked to wait
 * @param first which connections go first
 * @param force whether it goes on even if other nodes have no room
 */
record PlanRequest(@Nullable Double rate, @Nullable Duration deadline, @Nullable Duration balancerWait,
		@Nullable Duration spread, @Nullable MoveOrder first, @Nullable Boolean force) {

	/**
	 * Makes the plan.
	 * @throws IllegalArgumentException if something is out of range
	 */
	DrainPlan over(DrainPlan defaults) {
		return new DrainPlan((this.rate != null) ? this.rate : defaults.ratePerSecond(),
				(this.deadline != null) ? this.deadline : defaults.deadline(),
				(this.balancerWait != null) ? this.balancerWait : defaults.balancerWait(),
				(this.spread != null) ? this.spread : defaults.spread(),
				(this.first != null) ? this.first : defaults.order(), Boolean.TRUE.equals(this.force));
	}

}
