/**
 * The broker for many nodes: Redis keeps and spreads what is published.
 *
 * <p>
 * {@link dev.realtime.broker.redis.RedisBroker} is the front door. One script numbers,
 * appends and publishes what a node has for a channel, one call at a time per channel, so
 * that order survives whatever happens on the way. Positions are compared with what Redis
 * has whenever something may have been missed; what Redis has confirmed and lost begins a
 * new epoch. How Redis is reached, and kept reached, is decided in {@code redis}.
 */
@NullMarked
package dev.realtime.broker.redis;

import org.jspecify.annotations.NullMarked;
