/**
 * Emptying a node and balancing nodes, on a clock that is moved by hand.
 */
@NullMarked
package dev.realtime.drain;

import org.jspecify.annotations.NullMarked;
