package dev.realtime.endpoint;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import dev.realtime.drain.DrainPlan;
import dev.realtime.endpoint.OrderDesk.Paper;
import dev.realtime.message.NodeId;
import dev.realtime.operator.Operator;

/**
 * Has nodes drained, or says what that would mean. Thread-safe.
 */
final class Drains {

	private final Operator operator;

	private final OrderDesk desk;

	private final DrainPlan defaults;

	Drains(Operator operator, OrderDesk desk, DrainPlan defaults) {
		this.operator = operator;
		this.desk = desk;
		this.defaults = defaults;
	}

	WebEndpointResponse<OperationResponseBody> drain(Set<NodeId> nodes, PlanRequest request, boolean dryRun,
			Paper paper) {
		DrainPlan plan;
		try {
			plan = request.over(this.defaults);
		}
		catch (IllegalArgumentException ex) {
			return Problem.response(Problem.NO_SENSE, String.valueOf(ex.getMessage()));
		}
		if (dryRun) {
			return new WebEndpointResponse<>(PreviewDescriptor.of(this.operator.previewDrain(nodes, plan)));
		}
		return this.desk.order(paper, (signature) -> this.operator.drain(nodes, plan, signature));
	}

	WebEndpointResponse<OperationResponseBody> rebalance(PlanRequest request, boolean dryRun, Paper paper) {
		DrainPlan plan;
		try {
			plan = request.over(this.defaults);
		}
		catch (IllegalArgumentException ex) {
			return Problem.response(Problem.NO_SENSE, String.valueOf(ex.getMessage()));
		}
		if (dryRun) {
			return new WebEndpointResponse<>(PreviewDescriptor.of(this.operator.previewRebalance()));
		}
		return this.desk.order(paper, (signature) -> this.operator.rebalance(plan, signature));
	}

}
