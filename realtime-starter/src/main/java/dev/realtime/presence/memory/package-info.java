/**
 * The embedded presence store: one node, no Redis, the same contract.
 *
 * <p>
 * {@link dev.realtime.presence.memory.MemoryPresenceStore} is the front door.
 */
@NullMarked
package dev.realtime.presence.memory;

import org.jspecify.annotations.NullMarked;
