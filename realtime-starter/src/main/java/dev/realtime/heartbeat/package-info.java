/**
 * Is the client still there?
 *
 * <p>
 * {@link dev.realtime.heartbeat.Heartbeat} is one connection's state: it takes the time
 * and answers with what is due. It pings and closes nothing itself; one sweep per loop
 * asks all connections of that loop. Looks at nothing else of ours.
 */
@NullMarked
package dev.realtime.heartbeat;

import org.jspecify.annotations.NullMarked;
