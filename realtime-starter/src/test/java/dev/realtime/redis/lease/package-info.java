/** Leases on a real Redis. */
@NullMarked
package dev.realtime.redis.lease;

import org.jspecify.annotations.NullMarked;
