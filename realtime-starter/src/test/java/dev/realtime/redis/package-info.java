/** Tests of how Redis is reached and kept reached. */
@NullMarked
package dev.realtime.redis;

import org.jspecify.annotations.NullMarked;
