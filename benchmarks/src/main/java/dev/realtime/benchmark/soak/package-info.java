/**
 * The soak: clients that come and go without end, and what is left when they are gone.
 *
 * <p>
 * {@link dev.realtime.benchmark.soak.SoakBenchmark} is the front door. It starts a Redis
 * and nodes in processes of their own ({@code SoakNode}), lets {@code Churn} loose on
 * them, and compares what the nodes and Redis hold before and after, when all is quiet
 * ({@code Verdict}). May look at {@code client}, {@code payload}, {@code process},
 * {@code report} and {@code server}.
 */
@NullMarked
package dev.realtime.benchmark.soak;

import org.jspecify.annotations.NullMarked;
