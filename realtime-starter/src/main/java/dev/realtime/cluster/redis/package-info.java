/**
 * A cluster of nodes that share a Redis.
 *
 * <p>
 * Which nodes there are is known by their leases, whose clients are where stands in a
 * hash per user, what nodes say of themselves in one hash and all orders under one key,
 * and nodes ask each other over channels of their own. May look at {@code cluster},
 * {@code redis}, {@code redis.lease} and {@code message}.
 */
@NullMarked
package dev.realtime.cluster.redis;

import org.jspecify.annotations.NullMarked;
