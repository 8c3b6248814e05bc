/**
 * What is measured, and how: one {@link dev.realtime.benchmark.scenario.Scenario} on one
 * server gives one {@link dev.realtime.benchmark.scenario.Measurement}.
 *
 * <p>
 * In: a server under test and {@link dev.realtime.benchmark.scenario.LoadSettings}. Out:
 * plain numbers. Warming up, draining and the moments at which counters are read are
 * decided here; nothing here starts a process or prints. May look at {@code client} and
 * {@code process}.
 */
@NullMarked
package dev.realtime.benchmark.scenario;

import org.jspecify.annotations.NullMarked;
