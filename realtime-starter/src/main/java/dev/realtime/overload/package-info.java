/**
 * How much this node can still take.
 *
 * <p>
 * In come readings of sensors and the time, out come verdicts.
 * {@link dev.realtime.overload.Overload} weighs pressure (loop lag, bytes kept for
 * clients that lag, live heap, Redis lag, tail budget) and answers with the
 * {@link dev.realtime.overload.Tier} that governs traffic;
 * {@link dev.realtime.overload.Occupancy} weighs connections and file descriptors and
 * answers with the {@link dev.realtime.overload.OccupancyLevel} that governs admission
 * only. What a tier means is said here and done elsewhere: nothing is throttled, frozen,
 * moved or refused in this room, and nobody is told. Looks at nothing else of ours.
 */
@NullMarked
package dev.realtime.overload;

import org.jspecify.annotations.NullMarked;
