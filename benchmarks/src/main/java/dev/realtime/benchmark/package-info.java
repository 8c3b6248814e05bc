/**
 * The load generator and the micro-benchmarks behind every number in the README.
 */
@NullMarked
package dev.realtime.benchmark;

import org.jspecify.annotations.NullMarked;
