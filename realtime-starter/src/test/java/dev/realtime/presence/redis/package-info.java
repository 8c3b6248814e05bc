/** Presence on a real Redis. */
@NullMarked
package dev.realtime.presence.redis;

import org.jspecify.annotations.NullMarked;
