package dev.realtime.operator;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.realtime.channel.ChannelPattern;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.cluster.PriorityOverride;
import dev.realtime.cluster.TierOverride;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.operator.OrderResult.Done;
import dev.realtime.operator.OrderResult.Reason;
import dev.realtime.operator.OrderResult.Refused;
import dev.realtime.overload.Tier;

/**
 * Orders what counts for a while instead of what nodes would decide: the tier of a node,
 * the priority of channels. Every override ends by itself. Stages complete on any thread,
 * exceptionally only if the store of orders cannot be reached. Thread-safe; no method
 * blocks.
 */
public final class Overrides {

	/** How long an override may last. */
	public static final Duration LONGEST = dev.realtime.overload.TierOverride.LONGEST;

	private final Targets targets;

	private final OrderWriter writer;

	private final Ticker ticker;

	/**
	 * Makes the overrides of a cluster.
	 * @param directory which nodes there are
	 * @param orders where orders are written down
	 * @param overview how nodes are
	 * @param ticker the clock
	 */
	public Overrides(NodeDirectory directory, OrderWatch orders, ClusterOverview overview, Ticker ticker) {
		this.targets = new Targets(directory, overview);
		this.writer = new OrderWriter(orders);
		this.ticker = ticker;
	}

	/**
	 * Orders nodes to be in a tier whatever their sensors say.
	 * @param nodes which
	 * @param tier the tier
	 * @param lasting for how long, above 0 and at most {@link #LONGEST}
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> tier(Set<NodeId> nodes, Tier tier, Duration lasting, Signature signature) {
		return lasting(lasting, signature,
				(standing, now, until) -> tiers(standing, nodes,
						new TierOverride(tier.name(), until, signature.by(), now),
						" is in tier " + tier + " for " + lasting.toSeconds() + " s"));
	}

	/**
	 * Lets nodes decide about their tier again.
	 * @param nodes which
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> endTier(Set<NodeId> nodes, Signature signature) {
		return this.writer.write(signature.revision(),
				(standing) -> tiers(standing, nodes, null, " decides about its tier"));
	}

	/**
	 * Orders channels to have a priority whatever their rule says, on all nodes.
	 * @param pattern of channels
	 * @param priority theirs
	 * @param lasting for how long, above 0 and at most {@link #LONGEST}
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> priority(String pattern, Priority priority, Duration lasting,
			Signature signature) {
		return lasting(lasting, signature, (standing, now, until) -> {
			try {
				ChannelPattern.of(pattern);
			}
			catch (IllegalArgumentException ex) {
				return new Refused(Reason.INVALID, String.valueOf(ex.getMessage()));
			}
			return new Done(
					standing.overridePriority(pattern, new PriorityOverride(priority, until, signature.by(), now)),
					"channels " + pattern + " have priority " + priority + " for " + lasting.toSeconds() + " s");
		});
	}

	/**
	 * Lets the rules decide about the priority of channels again.
	 * @param pattern for which a priority was ordered
	 * @param signature who orders it
	 * @return what came of it
	 */
	public CompletionStage<OrderResult> endPriority(String pattern, Signature signature) {
		return this.writer.write(signature.revision(), (standing) -> {
			if (!standing.priorities().containsKey(pattern)) {
				return new Refused(Reason.NOTHING_TO_DO, "no priority is ordered for channels " + pattern
						+ "; there are orders for " + standing.priorities().keySet());
			}
			return new Done(standing.overridePriority(pattern, null),
					"the rules decide about the priority of channels " + pattern);
		});
	}

	private OrderResult tiers(NodeOrders standing, Set<NodeId> nodes, @Nullable TierOverride tier, String words) {
		Optional<Refused> unknown = this.targets.unknown(nodes);
		if (unknown.isPresent()) {
			return unknown.get();
		}
		NodeOrders next = standing;
		for (NodeId node : nodes) {
			next = next.overrideTier(node, tier);
		}
		return new Done(next, Targets.names(nodes) + words);
	}

	private CompletionStage<OrderResult> lasting(Duration lasting, Signature signature, TimedChange change) {
		return this.writer.write(signature.revision(), (standing) -> {
			if (lasting.isNegative() || lasting.isZero() || lasting.compareTo(LONGEST) > 0) {
				return new Refused(Reason.INVALID, "an override would last " + lasting.toSeconds()
						+ " s; allowed is above 0 and at most " + LONGEST.toSeconds() + " s: it always ends by itself");
			}
			long now = this.ticker.currentTimeMillis();
			return change.apply(standing.pruned(this.targets.alive(), now), now, now + lasting.toMillis());
		});
	}

	/** A change of orders that holds for a while. */
	private interface TimedChange {

		OrderResult apply(NodeOrders standing, long nowMillis, long untilMillis);

	}

}
