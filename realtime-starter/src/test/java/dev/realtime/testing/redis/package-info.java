/** INTERIM. */
@NullMarked
package dev.realtime.testing.redis;

import org.jspecify.annotations.NullMarked;
