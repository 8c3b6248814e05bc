/**
 * What may be handed to a connection, and in which order.
 *
 * <p>
 * {@link dev.realtime.outbound.Lanes} orders what lags by priority,
 * {@link dev.realtime.outbound.AckWindow} says how many bytes may be under way,
 * {@link dev.realtime.outbound.WriteGate} keeps one write in flight,
 * {@link dev.realtime.outbound.DecisionLog} remembers what was decided. None of them
 * sends or closes anything: they answer, and the session acts. May look at
 * {@code message} only.
 */
@NullMarked
package dev.realtime.outbound;

import org.jspecify.annotations.NullMarked;
