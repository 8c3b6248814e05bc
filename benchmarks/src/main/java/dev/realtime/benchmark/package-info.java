/**
 * The load generator and the micro-benchmarks behind every number in the README.
 *
 * <p>
 * {@link dev.realtime.benchmark.Benchmark} is the front door: it reads the options,
 * starts each server under test in a process of its own, asks it a scenario, and reports.
 * The load is made in {@code client}, the questions are in {@code scenario}, processes in
 * {@code process}, what becomes of figures in {@code report}.
 */
@NullMarked
package dev.realtime.benchmark;

import org.jspecify.annotations.NullMarked;
