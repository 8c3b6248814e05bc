/**
 * Who is in a channel, over all nodes.
 *
 * <p>
 * {@link dev.realtime.presence.PresenceStore} is the front door and the port;
 * {@code presence.memory} is the embedded default for one node. Whether a channel keeps
 * presence at all is decided by its rule, elsewhere. May look at {@code message} only.
 */
@NullMarked
package dev.realtime.presence;

import org.jspecify.annotations.NullMarked;
