/**
 * Getting a publication to every node, and keeping what was published.
 *
 * <p>
 * The front door is {@link dev.realtime.broker.Broker}; what comes back from it arrives
 * through the port {@link dev.realtime.broker.BrokerListener}, which the homes of the
 * channels implement. A broker decides positions (epoch and offset) and nothing else: who
 * may publish, what matters more and who listens on this node is decided elsewhere.
 * {@code broker.memory} is the embedded default for one node. May look at {@code message}
 * only.
 */
@NullMarked
package dev.realtime.broker;

import org.jspecify.annotations.NullMarked;
