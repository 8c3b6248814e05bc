package dev.realtime.session;

import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * How a connection is, for those who look after the node.
 *
 * @param client which
 * @param number tells it from all others of its node, in the order in which they came
 * @param user who stands behind it, anonymous until it has connected
 * @param transport what carries it
 * @param remoteAddress where it comes from
 * @param openedMillis since when it is there, in milliseconds since 1970
 * @param state OPEN before it is told that it is connected, then CONNECTED; CLOSED if it
 * ended while it was looked for
 * @param software what it says it runs
 * @param channels how many subscriptions it has
 * @param lagBytes how far it lags, as of its last second
 * @param inFlightBytes what was handed over and is not acknowledged
 * @param slow whether it owes an acknowledgement for too long
 * @param lagging whether it lags by more than it may
 * @param silentMillis for how long it has said nothing but pongs
 */
public record SessionFacts(ClientId client, long number, UserId user, String transport, String remoteAddress,
		long openedMillis, String state, ClientSoftware software, int channels, long lagBytes, long inFlightBytes,
		boolean slow, boolean lagging, long silentMillis) {

}
