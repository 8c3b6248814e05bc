package dev.realtime.endpoint;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import dev.realtime.endpoint.OrderDesk.Paper;
import dev.realtime.message.Priority;
import dev.realtime.operator.Overrides;

/**
 * {@code /actuator/realtimepriorities}: how much channels matter for a while, whatever
 * their rules say.
 */
@WebEndpoint(id = "realtimepriorities", defaultAccess = Access.READ_ONLY)
public final class PrioritiesEndpoint {

	private final ClusterView view;

	private final Overrides overrides;

	private final OrderDesk desk;

	/**
	 * Makes the endpoint.
	 * @param view what this node knows of the cluster
	 * @param overrides orders priorities
	 */
	public PrioritiesEndpoint(ClusterView view, Overrides overrides) {
		this.view = view;
		this.overrides = overrides;
		this.desk = new OrderDesk(view);
	}

	/**
	 * Lists the priorities that are ordered.
	 * @return those that are in force
	 */
	@ReadOperation
	public PrioritiesDescriptor priorities() {
		OrdersDescriptor orders = this.view.orders();
		return new PrioritiesDescriptor(orders.revision(), orders.priorities());
	}

	/**
	 * Lets channels matter more or less, on all nodes.
	 * @param pattern of channels, as in a rule
	 * @param priority theirs: critical, high, normal or low
	 * @param lasting for how long; it ends by itself
	 * @param revision of the orders the operator saw
	 * @param by who wants it, or for whom whoever is logged in wants it
	 * @param reason why, for the log
	 * @param security knows who is logged in
	 * @return what came of it
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> prioritize(String pattern, Priority priority, Duration lasting,
			@Nullable Long revision, @Nullable String by, @Nullable String reason, SecurityContext security) {
		return this.desk.order(new Paper(security, by, revision, reason),
				(signature) -> this.overrides.priority(pattern, priority, lasting, signature));
	}

	/**
	 * Lets the rules decide again.
	 * @param pattern for which a priority was ordered
	 * @param revision of the orders the operator saw
	 * @param by who wants it, or for whom whoever is logged in wants it
	 * @param reason why, for the log
	 * @param security knows who is logged in
	 * @return what came of it
	 */
	@DeleteOperation
	public WebEndpointResponse<OperationResponseBody> end(String pattern, @Nullable Long revision, @Nullable String by,
			@Nullable String reason, SecurityContext security) {
		return this.desk.order(new Paper(security, by, revision, reason),
				(signature) -> this.overrides.endPriority(pattern, signature));
	}

}
