/**
 * The starter under test, configured as little as an application would.
 */
@NullMarked
package dev.realtime.benchmark.server.realtime;

import org.jspecify.annotations.NullMarked;
