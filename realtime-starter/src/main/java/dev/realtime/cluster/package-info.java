/**
 * Several nodes as one: which nodes there are, which client of which user is on which of
 * them, how a node asks the others, how each of them is and what operators want of it.
 *
 * <p>
 * The ports are {@link dev.realtime.cluster.NodeDirectory},
 * {@link dev.realtime.cluster.ClientDirectory} and {@link dev.realtime.cluster.NodeBus};
 * {@code cluster.memory} implements them for one node. Of them
 * {@link dev.realtime.cluster.ClusterClients} is made, and what the limit per user needs
 * to know. The clients of this node are reached through the port
 * {@link dev.realtime.cluster.LocalClients}, which the sessions implement. Publications
 * do not pass here: they are the broker's.
 *
 * <p>
 * What operators want, {@link dev.realtime.cluster.NodeOrders}, travels down: it stands
 * in an {@link dev.realtime.cluster.OrderBook}, and each node has an
 * {@link dev.realtime.cluster.OrderWatch}. How nodes are travels up: a
 * {@link dev.realtime.cluster.NodeSummary} for everybody by way of a
 * {@link dev.realtime.cluster.SummaryBoard}, a {@link dev.realtime.cluster.NodeReport}
 * for who asks; {@link dev.realtime.cluster.Arrivals} counts from which nodes clients
 * have come. Nothing is carried out here. May look at {@code admission}, {@code drain},
 * {@code loop}, the root and the vocabulary.
 */
@NullMarked
package dev.realtime.cluster;

import org.jspecify.annotations.NullMarked;
