/**
 * Micro-benchmarks, run by JMH: {@code bin/bench jmh}.
 *
 * <p>
 * For steps on the path of a delivery whose cost is otherwise lost in the noise of a
 * whole server. May look at every room of the starter.
 */
@NullMarked
package dev.realtime.benchmark.micro;

import org.jspecify.annotations.NullMarked;
