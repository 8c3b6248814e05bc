/**
 * What a node says about its health to Spring Boot.
 *
 * <p>
 * {@link dev.realtime.health.RedisHealthIndicator} tells whether the node can hear the
 * others. It only reads; nothing is decided here. It is no part of readiness: a node that
 * has lost Redis still serves its connections, and sending its clients to another node
 * that has lost the same Redis helps nobody.
 */
@NullMarked
package dev.realtime.health;

import org.jspecify.annotations.NullMarked;
