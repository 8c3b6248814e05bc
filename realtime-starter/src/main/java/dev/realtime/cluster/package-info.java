/**
 * Several nodes as one: which nodes there are, which client of which user is on which of
 * them, and how a node asks the others.
 *
 * <p>
 * The ports are {@link dev.realtime.cluster.NodeDirectory},
 * {@link dev.realtime.cluster.ClientDirectory} and {@link dev.realtime.cluster.NodeBus};
 * {@code cluster.memory} implements them for one node. Publications do not pass here:
 * they are the broker's.
 */
@NullMarked
package dev.realtime.cluster;

import org.jspecify.annotations.NullMarked;
