/**
 * What this software counts, as meters.
 *
 * <p>
 * {@link dev.realtime.metrics.Meters} is the catalogue: every name there is, with its
 * type, unit and tags. {@link dev.realtime.metrics.ConnectionMeters},
 * {@link dev.realtime.metrics.CommandMeters},
 * {@link dev.realtime.metrics.DeliveryMeters}, {@link dev.realtime.metrics.LoopMeters},
 * {@link dev.realtime.metrics.ControlMeters},
 * {@link dev.realtime.metrics.PublisherMeters},
 * {@link dev.realtime.metrics.ClusterMeters}, {@link dev.realtime.metrics.RedisMeters}
 * and {@link dev.realtime.metrics.RedisClusterMeters} read the statistics that rooms keep
 * anyway, when a registry asks: nothing is counted here, and no path of a message leads
 * through. Tags have few values, and no name of a channel, user or client is ever one.
 * May look at the rooms that have statistics.
 */
@NullMarked
package dev.realtime.metrics;

import org.jspecify.annotations.NullMarked;
