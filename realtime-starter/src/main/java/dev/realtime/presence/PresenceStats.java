package dev.realtime.presence;

/**
 * How many are in a channel.
 *
 * @param clients number of connections
 * @param users number of different users, the anonymous counting as one
 */
public record PresenceStats(int clients, int users) {

}
