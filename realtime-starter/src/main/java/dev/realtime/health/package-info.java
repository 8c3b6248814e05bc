/**
 * What a node says about its health to Spring Boot.
 *
 * <p>
 * {@link dev.realtime.health.NodeHealthIndicator} tells how the node copes and whether it
 * serves, and {@link dev.realtime.health.RedisHealthIndicator} whether it can hear the
 * others, which alone can make it DOWN. They only read; nothing is decided here. They are
 * no part of readiness: a node that has lost Redis still serves its connections, and
 * sending its clients to another node that has lost the same Redis helps nobody.
 */
@NullMarked
package dev.realtime.health;

import org.jspecify.annotations.NullMarked;
