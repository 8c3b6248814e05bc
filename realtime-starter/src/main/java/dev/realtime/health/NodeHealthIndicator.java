package dev.realtime.health;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainProgress;
import dev.realtime.message.NodeId;
import dev.realtime.overload.OverloadView;
import dev.realtime.overload.Tier;

/**
 * How a node is: what it depends on decides, how it copes and whether it serves are told.
 *
 * <p>
 * A node is DOWN when the others cannot be heard, and never because it is overloaded or
 * drains: whoever restarts what is DOWN would end thousands of connections, which come
 * back to nodes that are overloaded as well. Balancers hear of a drain by readiness.
 */
public final class NodeHealthIndicator extends AbstractHealthIndicator {

	private final NodeId self;

	private final String broker;

	private final OverloadControl overload;

	private final NodeDrain drain;

	private final @Nullable HealthIndicator redis;

	/**
	 * Makes an indicator.
	 * @param self this node
	 * @param broker what carries its publications, in a word
	 * @param overload how it copes
	 * @param drain whether it serves
	 * @param redis how Redis is, nothing if the node needs none
	 */
	public NodeHealthIndicator(NodeId self, String broker, OverloadControl overload, NodeDrain drain,
			@Nullable HealthIndicator redis) {
		super("The health of the realtime node cannot be told");
		this.self = self;
		this.broker = broker;
		this.overload = overload;
		this.drain = drain;
		this.redis = redis;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up().withDetail("broker", this.broker).withDetail("node", this.self.toString());
		Health needed = (this.redis != null) ? this.redis.health() : null;
		if (needed != null) {
			builder.status(needed.getStatus()).withDetails(needed.getDetails());
		}
		OverloadView view = this.overload.view();
		builder.withDetail("tier", view.tier().name());
		if (view.tier() != Tier.NORMAL) {
			builder.withDetail("cause", view.cause());
		}
		builder.withDetail("loopLag", view.reading().loopLag())
			.withDetail("occupancy", this.overload.occupancy().fraction());
		tellPhase(builder);
	}

	private void tellPhase(Health.Builder builder) {
		NodeDrain.State state = this.drain.state();
		builder.withDetail("phase", state.phase().name());
		DrainProgress progress = state.progress();
		if (progress != null && state.phase() != DrainPhase.ACTIVE) {
			builder.withDetail("remaining", progress.left());
		}
	}

}
