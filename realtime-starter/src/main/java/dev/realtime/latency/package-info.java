/**
 * How long things take, in a form that can be added: percentiles of several nodes cannot
 * be averaged, their histograms can be merged.
 *
 * <p>
 * The front door is {@link dev.realtime.latency.LatencyRecorder}, which counts, and whose
 * snapshots are {@link dev.realtime.latency.LatencyHistogram}; who only reads is given it
 * as a {@link dev.realtime.latency.LatencyView}. Looks at nothing of ours.
 */
@NullMarked
package dev.realtime.latency;

import org.jspecify.annotations.NullMarked;
