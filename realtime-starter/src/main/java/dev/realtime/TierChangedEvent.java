package dev.realtime;

import dev.realtime.overload.Tier;

/**
 * This node is degraded more or less than before. Published on the application executor.
 *
 * @param from the tier so far
 * @param to the tier from now on
 * @param cause why, in words, such as "loop lag 131 ms is over 100 ms"
 */
public record TierChangedEvent(Tier from, Tier to, String cause) {

}
