/**
 * Where what a node feels and what it is told become what it does: the only room that
 * knows both sides.
 *
 * <p>
 * Readings come in from loops, channels, the heap and Redis; {@code overload} decides
 * what they mean; here that becomes a policy for all channels, a word to the door, an
 * event, a line in the log, a word to balancers. Nothing is decided here, and nothing is
 * served: a thread of its own looks twice a second. May look at {@code overload},
 * {@code admission}, {@code channel}, {@code session}, {@code loop}, the root and the
 * vocabulary.
 */
@NullMarked
package dev.realtime.control;

import org.jspecify.annotations.NullMarked;
