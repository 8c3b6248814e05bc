package dev.realtime.control;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.channel.ChannelPattern;
import dev.realtime.channel.PriorityOverrides;
import dev.realtime.channel.PriorityOverrides.PriorityOverride;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.cluster.NodeOrder;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OperationReview;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.cluster.TierOverride;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.overload.Tier;

/**
 * Says how this node is, looks what it has been told, and obeys. Everything happens on
 * the one thread that calls {@link #run()} regularly; news of orders is handed over to it
 * by {@link #hear()}.
 *
 * <p>
 * What a node was told stays in force until it is told otherwise: that nothing can be
 * read, or nothing is there, is no order.
 */
public final class ClusterControl implements Runnable {

	/** How often it says how it is, and looks without news. */
	public static final Duration LOOK_EVERY = Duration.ofSeconds(2);

	private static final Logger logger = LoggerFactory.getLogger(ClusterControl.class);

	/** Orders stand by pattern, in no order of their own. */
	private static final Comparator<String> MOST_EXACT_FIRST = Comparator
		.comparingInt((String pattern) -> pattern.contains("**") ? 2 : pattern.contains("*") ? 1 : 0)
		.thenComparing(Comparator.comparingInt(String::length).reversed())
		.thenComparing(Comparator.naturalOrder());

	private final NodeId self;

	private final OrderWatch orders;

	private final ClusterOverview overview;

	private final NodeDirectory directory;

	private final NodeReporter reporter;

	private final OverloadControl overload;

	private final NodeDrain drain;

	private final Ticker ticker;

	private final OperationReview review = new OperationReview();

	private final Recovery recovery;

	private long obeyed;

	private @Nullable TierOverride tier;

	private Map<String, Priority> priorities = Map.of();

	/**
	 * Makes the control.
	 * @param directory this node, and which others are alive
	 * @param orders what nodes are told
	 * @param overview how they are
	 * @param reporter how this one is
	 * @param overload told about tiers and priorities
	 * @param drain told about serving and leaving
	 * @param ticker the clock
	 */
	public ClusterControl(NodeDirectory directory, OrderWatch orders, ClusterOverview overview, NodeReporter reporter,
			OverloadControl overload, NodeDrain drain, Ticker ticker) {
		this.self = directory.self();
		this.recovery = new Recovery(this.self);
		this.directory = directory;
		this.orders = orders;
		this.overview = overview;
		this.reporter = reporter;
		this.overload = overload;
		this.drain = drain;
		this.ticker = ticker;
	}

	/**
	 * Says and looks.
	 */
	@Override
	public void run() {
		hear();
		this.overview.exchange(this.reporter.summary());
		this.orders.poll();
		this.recovery.look(this.drain.state().progress(), this.overview.latest().nodes().values())
			.ifPresent((found) -> this.drain.recovered(found.exactly(), found.estimated()));
		closeOperation();
	}

	/**
	 * Lets the others know that this node is gone; the last that is done, on the
	 * control's thread.
	 */
	public void leave() {
		this.overview.withdraw().toCompletableFuture().join();
	}

	/**
	 * Obeys the orders that are known; on the control's thread.
	 */
	public void hear() {
		NodeOrders known = this.orders.known();
		long now = this.ticker.currentTimeMillis();
		known.orderFor(this.self).ifPresent(this::obey);
		setTier(known.tierFor(this.self, now).orElse(null), now);
		prioritize(known.prioritiesInForce(now));
	}

	private void obey(NodeOrder order) {
		if (order.number() > this.obeyed) {
			this.obeyed = order.number();
			logger.info("{} orders: {}", order.by(), order.desired());
			this.drain.told(order.number(), order.desired());
		}
	}

	private void setTier(@Nullable TierOverride wanted, long nowMillis) {
		if (Objects.equals(wanted, this.tier)) {
			return;
		}
		TierOverride before = this.tier;
		this.tier = wanted;
		if (wanted == null) {
			if (before != null && before.isInForce(nowMillis)) {
				this.overload.endOverride("the order of " + before.by());
			}
			return;
		}
		Tier known = known(wanted.tier());
		if (known == null) {
			logger.warn("{} orders tier {}, of which this version does not know: it decides for itself", wanted.by(),
					wanted.tier());
			return;
		}
		this.overload.override(known, wanted.by(), Duration.ofMillis(wanted.untilMillis() - nowMillis));
	}

	private static @Nullable Tier known(String name) {
		for (Tier tier : Tier.values()) {
			if (tier.name().equals(name)) {
				return tier;
			}
		}
		return null;
	}

	private void prioritize(Map<String, Priority> wanted) {
		if (wanted.equals(this.priorities)) {
			return;
		}
		this.priorities = wanted;
		logger.info("Priorities by order: {}", wanted);
		this.overload.prioritize(new PriorityOverrides(wanted.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey(MOST_EXACT_FIRST))
			.filter((each) -> isPattern(each.getKey()))
			.map((each) -> new PriorityOverride(ChannelPattern.of(each.getKey()), each.getValue()))
			.toList()));
	}

	private static boolean isPattern(String text) {
		try {
			ChannelPattern.of(text);
			return true;
		}
		catch (IllegalArgumentException ex) {
			logger.warn("An order is for channels that cannot be: {}", ex.getMessage());
			return false;
		}
	}

	/**
	 * Nobody is in charge of an operation: the first that sees its end writes it down.
	 */
	private void closeOperation() {
		NodeOrders known = this.orders.known();
		long now = this.ticker.currentTimeMillis();
		this.review.review(known, this.overview.latest().nodes(), this.directory.alive(), now)
			.ifPresent((outcome) -> this.orders.write(known.revision(), known.end(outcome, now))
				.whenComplete((answer, failure) -> {
					if (failure != null) {
						logger.debug("The end of an operation could not be written; it is tried again", failure);
					}
				}));
	}

}
