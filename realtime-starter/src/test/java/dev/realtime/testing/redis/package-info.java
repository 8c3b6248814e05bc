/**
 * A real Redis for tests: the 7.0.15 binary that {@code org.signal:embedded-redis}
 * carries, as processes of our own, so that a test may kill, pause, empty and count.
 *
 * <p>
 * {@link dev.realtime.testing.redis.RedisServer} is one server,
 * {@link dev.realtime.testing.redis.RedisCluster} a Redis Cluster of three masters and
 * three replicas.
 */
@NullMarked
package dev.realtime.testing.redis;

import org.jspecify.annotations.NullMarked;
