/**
 * Processes: starting a server under test, giving it orders, reading what it costs.
 *
 * <p>
 * {@link dev.realtime.benchmark.process.ServerProcess} starts one in a JVM of its own and
 * ends it by its own handle; {@link dev.realtime.benchmark.process.ProcessProbe} reads
 * {@code /proc}. Nothing here generates load. May look at {@code client} for the target
 * and the publisher it serves, and at {@code server} for what is started.
 */
@NullMarked
package dev.realtime.benchmark.process;

import org.jspecify.annotations.NullMarked;
