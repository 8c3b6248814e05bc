package dev.realtime.session;

import java.util.List;

import dev.realtime.channel.SubscriptionFacts;
import dev.realtime.outbound.DecisionLog;

/**
 * All that is known of one connection.
 *
 * @param facts how it is
 * @param subscriptions the first of its subscriptions, by name
 * @param decisions what was decided because it does not keep up, oldest first
 */
public record SessionDetail(SessionFacts facts, List<Subscribed> subscriptions, List<DecisionLog.Entry> decisions) {

	/** How many subscriptions are shown. */
	public static final int MOST_SUBSCRIPTIONS = 200;

	/**
	 * Copies the lists.
	 */
	public SessionDetail {
		subscriptions = List.copyOf(subscriptions);
		decisions = List.copyOf(decisions);
	}

	/**
	 * One of its subscriptions.
	 *
	 * @param facts how it is
	 * @param frozen whether there is something that the client is given nothing of now,
	 * because it does not keep up or the channel holds it back
	 */
	public record Subscribed(SubscriptionFacts facts, boolean frozen) {

	}

}
