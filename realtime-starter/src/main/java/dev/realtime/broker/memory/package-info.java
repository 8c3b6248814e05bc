/**
 * The embedded broker: one node, no Redis, the same contract.
 *
 * <p>
 * {@link dev.realtime.broker.memory.MemoryBroker} is the front door.
 */
@NullMarked
package dev.realtime.broker.memory;

import org.jspecify.annotations.NullMarked;
