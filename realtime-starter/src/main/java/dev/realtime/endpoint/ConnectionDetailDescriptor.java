package dev.realtime.endpoint;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.channel.SubscriptionFacts;
import dev.realtime.inspect.Located;
import dev.realtime.message.Priority;
import dev.realtime.outbound.Decision;
import dev.realtime.outbound.DecisionLog;
import dev.realtime.session.SessionDetail.Subscribed;

/**
 * All that is known of one connection.
 *
 * @param connection how it is
 * @param subscriptions the first 200 of its subscriptions, by name
 * @param decisions the last 16 decisions that were made because it does not keep up,
 * oldest first
 */
public record ConnectionDetailDescriptor(ConnectionDescriptor connection, List<SubscriptionDescriptor> subscriptions,
		List<DecisionDescriptor> decisions) implements OperationResponseBody {

	static ConnectionDetailDescriptor of(Located.Detail located) {
		return new ConnectionDetailDescriptor(
				ConnectionDescriptor.of(new Located(located.node(), located.detail().facts())),
				located.detail().subscriptions().stream().map(SubscriptionDescriptor::of).toList(),
				located.detail().decisions().stream().map(DecisionDescriptor::of).toList());
	}

	/**
	 * One of its subscriptions.
	 *
	 * @param channel the name of the channel
	 * @param epoch of the channel, nothing if it keeps no history
	 * @param offset of what was handed over last
	 * @param lane in which it is served while it lags
	 * @param lagBytes how much it would have to be handed to be current
	 * @param behind whether there is something it could be handed now
	 * @param frozen whether there is something it is not handed now, because the client
	 * does not keep up, or because the channel is throttled or shed
	 * @param waiting whether it waits for its reply, or for what is read from history
	 */
	public record SubscriptionDescriptor(String channel, @Nullable String epoch, long offset, Priority lane,
			long lagBytes, boolean behind, boolean frozen, boolean waiting) {

		private static SubscriptionDescriptor of(Subscribed subscribed) {
			SubscriptionFacts facts = subscribed.facts();
			return new SubscriptionDescriptor(facts.channel().value(),
					facts.position().isKnown() ? facts.position().epoch() : null, facts.position().offset(),
					facts.lane(), facts.lagBytes(), facts.behind(), subscribed.frozen(), facts.waiting());
		}

	}

	/**
	 * One decision, or several of the same kind in a row.
	 *
	 * @param at when the last of them was made
	 * @param decision what was decided
	 * @param reason why publications were left out, as meters call it; empty if none were
	 * @param channel about which channel, nothing for the connection as a whole
	 * @param publications how many publications were left out by all of them
	 */
	public record DecisionDescriptor(Instant at, Decision decision, String reason, @Nullable String channel,
			long publications) {

		private static DecisionDescriptor of(DecisionLog.Entry entry) {
			return new DecisionDescriptor(Units.at(entry.timeMillis()), entry.decision(), entry.decision().reason(),
					(entry.channel() != null) ? entry.channel().value() : null, entry.publications());
		}

	}

}
