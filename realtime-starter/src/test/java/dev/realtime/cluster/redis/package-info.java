/** A cluster of nodes on a real Redis. */
@NullMarked
package dev.realtime.cluster.redis;

import org.jspecify.annotations.NullMarked;
