/**
 * Talking to Redis, as all who share state between nodes need it.
 *
 * <p>
 * The front door is {@link dev.realtime.redis.Redis}: calls that are routed by hash slot
 * and repeated only where that is safe, and subscriptions that are confirmed one by one,
 * kept over reconnects, failovers and moved slots, and probed. {@code RedisKeys} owns
 * every name. It uses a Lettuce client of its own, made from the application's settings:
 * calls fail at once while disconnected, nothing is replayed, and reads go to masters.
 * What the messages mean is decided by others. May look at {@code message} only.
 */
@NullMarked
package dev.realtime.redis;

import org.jspecify.annotations.NullMarked;
