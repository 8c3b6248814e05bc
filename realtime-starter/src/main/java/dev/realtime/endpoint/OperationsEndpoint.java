package dev.realtime.endpoint;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
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
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.NodeReport;
import dev.realtime.cluster.NodeReports;
import dev.realtime.cluster.Operation;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;
import dev.realtime.endpoint.OperationsDescriptor.Progress;
import dev.realtime.endpoint.OrderDesk.Paper;
import dev.realtime.operator.Operator;

/**
 * {@code /actuator/realtimeoperations}: what is done to several nodes as one.
 */
@WebEndpoint(id = "realtimeoperations", defaultAccess = Access.READ_ONLY)
public final class OperationsEndpoint {

	private final ClusterView view;

	private final BusReports reports;

	private final Operator operator;

	private final OrderDesk desk;

	private final Drains drains;

	/**
	 * Makes the endpoint.
	 * @param view what this node knows of the cluster
	 * @param reports asks nodes how far they are
	 * @param operator orders what nodes do
	 * @param defaults how connections are moved of which nothing else is said
	 */
	public OperationsEndpoint(ClusterView view, BusReports reports, Operator operator, DrainPlan defaults) {
		this.view = view;
		this.reports = reports;
		this.operator = operator;
		this.desk = new OrderDesk(view);
		this.drains = new Drains(operator, this.desk, defaults);
	}

	/**
	 * Tells which operation runs or has run last, and asks its nodes how far they are.
	 * @return nothing of an operation if there was none
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> operations() {
		NodeOrders standing = this.operator.known();
		OperationDescriptor operation = this.view.orders(standing).operation();
		Operation current = standing.operation();
		return Waiting.found(this.reports.of((current != null) ? current.targets() : Set.of()),
				(answers) -> new OperationsDescriptor(standing.revision(), operation, progress(answers),
						MissingNode.present(answers.missing())));
	}

	/**
	 * Begins or ends an operation.
	 * @param action what: drain, rebalance or cancel
	 * @param nodes for a drain: names of the nodes that are to become empty, with commas
	 * between them
	 * @param rate how many connections each node closes in a second; this and what
	 * follows as configured under realtime.drain unless it is said
	 * @param deadline when it has to be done, counted from now
	 * @param balancerWait for a drain: how long balancers need to notice
	 * @param spread up to which time closed clients are asked to wait
	 * @param first which connections go first: lowest-priority-first or oldest-first
	 * @param force whether it goes on even if other nodes have no room
	 * @param dryRun whether it is only said what it would mean
	 * @param revision of the orders the operator saw
	 * @param by who wants it, or for whom whoever is logged in wants it
	 * @param reason why, for the log
	 * @param security knows who is logged in
	 * @return what came of it
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> order(@Selector OperationAction action,
			@Nullable Set<String> nodes, @Nullable Double rate, @Nullable Duration deadline,
			@Nullable Duration balancerWait, @Nullable Duration spread, @Nullable MoveOrder first,
			@Nullable Boolean force, @Nullable Boolean dryRun, @Nullable Long revision, @Nullable String by,
			@Nullable String reason, SecurityContext security) {
		Paper paper = new Paper(security, by, revision, reason);
		PlanRequest plan = new PlanRequest(rate, deadline, balancerWait, spread, first, force);
		boolean dry = Boolean.TRUE.equals(dryRun);
		return switch (action) {
			case DRAIN -> drain((nodes != null) ? nodes : Set.of(), plan, dry, paper);
			case REBALANCE -> this.drains.rebalance(plan, dry, paper);
			case CANCEL -> this.desk.order(paper, this.operator::cancel);
		};
	}

	private WebEndpointResponse<OperationResponseBody> drain(Set<String> names, PlanRequest plan, boolean dryRun,
			Paper paper) {
		Set<String> unknown = this.view.names().unknown(names);
		if (!unknown.isEmpty()) {
			return this.view.names().unknownResponse(unknown);
		}
		if (names.isEmpty()) {
			return Problem.response(Problem.NO_SENSE, "which nodes are to become empty was not said: send nodes");
		}
		return this.drains.drain(this.view.names().all(names), plan, dryRun, paper);
	}

	private static List<Progress> progress(NodeReports answers) {
		return answers.reports()
			.values()
			.stream()
			.map(OperationsEndpoint::progress)
			.sorted(Comparator.comparing(Progress::node))
			.toList();
	}

	private static Progress progress(NodeReport report) {
		return new Progress(report.node().name(), report.orders().phase(), report.clients().connections(),
				ReportDescriptor.Drain.of(report.orders().drain()));
	}

}
