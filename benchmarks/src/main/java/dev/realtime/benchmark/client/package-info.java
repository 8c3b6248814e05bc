/**
 * The load: thousands of WebSocket connections in one process, at little cost to the
 * server beside it.
 *
 * <p>
 * In: an address, a {@link dev.realtime.benchmark.client.Dialect} and a number of
 * connections. Out: a {@link dev.realtime.benchmark.client.Tally} of what arrived, how
 * late, and what did not. {@link dev.realtime.benchmark.client.LoadClient} is the front
 * door. Each event loop owns its connections and its ledger, nothing is shared on the
 * path of a delivery, and no message becomes a string. May look at {@code payload} only.
 */
@NullMarked
package dev.realtime.benchmark.client;

import org.jspecify.annotations.NullMarked;
