/** Deltas, applied and compared. */
@NullMarked
package dev.realtime.delta;

import org.jspecify.annotations.NullMarked;
