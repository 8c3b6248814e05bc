package dev.realtime.endpoint;

import java.time.Instant;

import dev.realtime.inspect.Located;
import dev.realtime.session.SessionFacts;

/**
 * How a connection is.
 *
 * @param client its id, new with each connect
 * @param node the name of the node it is on
 * @param number tells it from all others of its node, in the order in which they came
 * @param user who stands behind it, empty for anonymous
 * @param transport what carries it
 * @param address where it comes from
 * @param since when it was opened
 * @param state OPEN before it is told that it is connected, then CONNECTED; CLOSED if it
 * ended while it was looked for
 * @param softwareName the client library, as the client says
 * @param softwareVersion its version, as the client says
 * @param channels how many subscriptions it has
 * @param lagBytes how far it lags, as of its last second
 * @param inFlightBytes what was handed over and is not acknowledged
 * @param slow whether it owes an acknowledgement for too long
 * @param lagging whether it lags by more than it may
 * @param idleMillis for how long it has said nothing, answers to pings apart
 */
public record ConnectionDescriptor(String client, String node, long number, String user, String transport,
		String address, Instant since, String state, String softwareName, String softwareVersion, int channels,
		long lagBytes, long inFlightBytes, boolean slow, boolean lagging, long idleMillis) {

	static ConnectionDescriptor of(Located located) {
		SessionFacts facts = located.facts();
		return new ConnectionDescriptor(facts.client().value(), located.node().name(), facts.number(),
				facts.user().value(), facts.transport(), facts.remoteAddress(), Units.at(facts.openedMillis()),
				facts.state(), facts.software().name(), facts.software().version(), facts.channels(), facts.lagBytes(),
				facts.inFlightBytes(), facts.slow(), facts.lagging(), facts.silentMillis());
	}

}
