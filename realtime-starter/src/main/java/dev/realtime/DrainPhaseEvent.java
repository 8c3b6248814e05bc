package dev.realtime;

import dev.realtime.drain.DrainPhase;

/**
 * This node is on its way out of service, or back. Published on the application executor.
 *
 * @param from the phase so far
 * @param to the phase from now on
 */
public record DrainPhaseEvent(DrainPhase from, DrainPhase to) {

}
