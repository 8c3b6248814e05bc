/**
 * The embedded cluster against the contracts.
 */
@NullMarked
package dev.realtime.cluster.memory;

import org.jspecify.annotations.NullMarked;
