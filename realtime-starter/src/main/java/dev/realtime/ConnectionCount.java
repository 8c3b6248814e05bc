package dev.realtime;

/**
 * A number of connections on all nodes.
 *
 * @param connections how many, as far as nodes have answered
 * @param complete whether all nodes have; if not there may be more
 */
public record ConnectionCount(long connections, boolean complete) {

}
