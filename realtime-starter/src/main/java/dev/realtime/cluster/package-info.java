/**
 * Several nodes as one: which nodes there are, which client of which user is on which of
 * them, and how a node asks the others.
 *
 * <p>
 * The ports are {@link dev.realtime.cluster.NodeDirectory},
 * {@link dev.realtime.cluster.ClientDirectory} and {@link dev.realtime.cluster.NodeBus};
 * {@code cluster.memory} implements them for one node. Of them
 * {@link dev.realtime.cluster.ClusterClients} is made, and what the limit per user needs
 * to know. The clients of this node are reached through the port
 * {@link dev.realtime.cluster.LocalClients}, which the sessions implement. Publications
 * do not pass here: they are the broker's. May look at {@code admission}, {@code loop},
 * the root and the vocabulary.
 */
@NullMarked
package dev.realtime.cluster;

import org.jspecify.annotations.NullMarked;
