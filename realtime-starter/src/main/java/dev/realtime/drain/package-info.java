/**
 * How a node is emptied without a storm, and how nodes become equally full.
 *
 * <p>
 * In: what an operator has ordered, the time, how many connections are left, whether
 * another node has no room just now. Out: a verdict: in which phase the node is, how many
 * connections to close in this tick, why it waits. {@link dev.realtime.drain.Drainer} is
 * the front door; {@link dev.realtime.drain.CapacityCheck} and
 * {@link dev.realtime.drain.Rebalance} say beforehand what would come of it. Nothing is
 * closed, refused, written or asked here, and silence is never taken for an order. May
 * look at {@code message} only.
 */
@NullMarked
package dev.realtime.drain;

import org.jspecify.annotations.NullMarked;
