/**
 * Who owns what in Redis, and what becomes of it when its owner dies.
 *
 * <p>
 * {@link dev.realtime.redis.lease.NodeLease} is the front door: a node that renews it is
 * alive, and what it has written needs no refresh. Of a node that does not, exactly one
 * other removes what it has left behind, which an
 * {@link dev.realtime.redis.lease.OwnerIndex} lists. May look at {@code redis} and
 * {@code message}.
 */
@NullMarked
package dev.realtime.redis.lease;

import org.jspecify.annotations.NullMarked;
