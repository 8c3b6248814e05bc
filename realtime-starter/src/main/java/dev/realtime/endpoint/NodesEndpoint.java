package dev.realtime.endpoint;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import dev.realtime.cluster.BusReports;
import dev.realtime.cluster.NodeReport;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;
import dev.realtime.endpoint.OrderDesk.Paper;
import dev.realtime.message.NodeId;
import dev.realtime.operator.Operator;
import dev.realtime.operator.Overrides;
import dev.realtime.overload.Tier;

/**
 * {@code /actuator/realtimenodes}: how nodes are, and what one is ordered to do.
 */
@WebEndpoint(id = "realtimenodes", defaultAccess = Access.READ_ONLY)
public final class NodesEndpoint {

	private final ClusterView view;

	private final BusReports reports;

	private final Operator operator;

	private final Overrides overrides;

	private final OrderDesk desk;

	private final Drains drains;

	/**
	 * Makes the endpoint.
	 * @param view what this node knows of the cluster
	 * @param reports asks nodes for all they know of themselves
	 * @param operator orders what nodes do
	 * @param overrides orders tiers
	 * @param defaults how a node is drained of which nothing else is said
	 */
	public NodesEndpoint(ClusterView view, BusReports reports, Operator operator, Overrides overrides,
			DrainPlan defaults) {
		this.view = view;
		this.reports = reports;
		this.operator = operator;
		this.overrides = overrides;
		this.desk = new OrderDesk(view);
		this.drains = new Drains(operator, this.desk, defaults);
	}

	/**
	 * Lists the nodes, as far as this one knows: nobody is asked.
	 * @return all that are alive
	 */
	@ReadOperation
	public NodesDescriptor nodes() {
		return this.view.nodesAndSilent();
	}

	/**
	 * Asks a node for everything it says of itself.
	 * @param node its name, or its incarnation
	 * @return its report, or why there is none
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> node(@Selector String node) {
		NodeId asked = this.view.names().find(node).orElse(null);
		if (asked == null) {
			return this.view.names().unknownResponse(Set.of(node));
		}
		return Waiting.response(this.reports.of(Set.of(asked)), (answers) -> {
			NodeReport report = answers.reports().get(asked);
			return (report != null) ? new WebEndpointResponse<>(ReportDescriptor.of(report)) : Problem
				.response(Problem.AWAY, "node " + asked.name() + " does not answer: " + answers.missing().get(asked));
		});
	}

	/**
	 * Orders a node to do something.
	 * @param node its name, or its incarnation
	 * @param action what: cordon, drain, resume, tier or end-tier
	 * @param afterRestart for a cordon: whether it holds for whoever comes under that
	 * name, until the name is told to serve
	 * @param tier for a tier: normal, throttle, shed or reject
	 * @param lasting for a tier: how long; it ends by itself
	 * @param rate for a drain: how many connections are closed in a second; this and what
	 * follows as configured under realtime.drain unless it is said
	 * @param deadline for a drain: when it has to be done, counted from now
	 * @param balancerWait for a drain: how long balancers need to notice
	 * @param spread for a drain: up to which time closed clients are asked to wait
	 * @param first for a drain: which connections go first: lowest-priority-first or
	 * oldest-first
	 * @param force for a drain: whether it goes on even if other nodes have no room
	 * @param dryRun for a drain: whether it is only said what it would mean
	 * @param revision of the orders the operator saw
	 * @param by who wants it, or for whom whoever is logged in wants it
	 * @param reason why, for the log
	 * @param security knows who is logged in
	 * @return what came of it
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> order(@Selector String node, @Selector NodeAction action,
			@Nullable Boolean afterRestart, @Nullable Tier tier, @Nullable Duration lasting, @Nullable Double rate,
			@Nullable Duration deadline, @Nullable Duration balancerWait, @Nullable Duration spread,
			@Nullable MoveOrder first, @Nullable Boolean force, @Nullable Boolean dryRun, @Nullable Long revision,
			@Nullable String by, @Nullable String reason, SecurityContext security) {
		NodeId found = this.view.names().find(node).orElse(null);
		if (found == null) {
			return this.view.names().unknownResponse(Set.of(node));
		}
		Set<NodeId> nodes = Set.of(found);
		Paper paper = new Paper(security, by, revision, reason);
		return switch (action) {
			case CORDON -> this.desk.order(paper,
					(signature) -> this.operator.cordon(nodes, Boolean.TRUE.equals(afterRestart), signature));
			case RESUME -> this.desk.order(paper, (signature) -> this.operator.resume(nodes, signature));
			case DRAIN -> this.drains.drain(nodes, new PlanRequest(rate, deadline, balancerWait, spread, first, force),
					Boolean.TRUE.equals(dryRun), paper);
			case TIER -> tier(nodes, tier, lasting, paper);
			case END_TIER -> this.desk.order(paper, (signature) -> this.overrides.endTier(nodes, signature));
		};
	}

	private WebEndpointResponse<OperationResponseBody> tier(Set<NodeId> nodes, @Nullable Tier tier,
			@Nullable Duration lasting, Paper paper) {
		if (tier == null || lasting == null) {
			return Problem.response(Problem.NO_SENSE,
					"which tier and for how long was not said: send tier and lasting");
		}
		return this.desk.order(paper, (signature) -> this.overrides.tier(nodes, tier, lasting, signature));
	}

}
