/**
 * Presence over all nodes, kept in Redis.
 *
 * <p>
 * {@link dev.realtime.presence.redis.RedisPresenceStore} is the front door. Clients are
 * owned by their node's lease: none is refreshed, and those of a dead node are removed
 * once. May look at {@code redis}, {@code redis.lease}, {@code presence} and
 * {@code message}.
 */
@NullMarked
package dev.realtime.presence.redis;

import org.jspecify.annotations.NullMarked;
