/** Tests of the broker over Redis. */
@NullMarked
package dev.realtime.broker.redis;

import org.jspecify.annotations.NullMarked;
