/**
 * Threads that share nothing.
 *
 * <p>
 * The front door is {@link dev.realtime.loop.Loop}: an inbox any thread may post to, and
 * a turn in which one thread runs what waits, fires the timers that are due and flushes
 * what became dirty, each thing once. State that belongs to a loop is touched in its
 * turns only and needs no lock. {@link dev.realtime.loop.Loops} is the group of a node;
 * {@link dev.realtime.loop.LoopThreads} drives it on threads of ours, a transport with
 * event loops of its own drives it there, a test drives it by hand. A loop never blocks
 * and never runs application code. May look at {@code latency}.
 */
@NullMarked
package dev.realtime.loop;

import org.jspecify.annotations.NullMarked;
