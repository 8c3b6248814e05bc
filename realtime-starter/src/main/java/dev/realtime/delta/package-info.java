/**
 * Differences between one publication and the next.
 *
 * <p>
 * {@link dev.realtime.delta.FossilDelta} is the front door. Knows bytes and nothing else.
 */
@NullMarked
package dev.realtime.delta;

import org.jspecify.annotations.NullMarked;
