/**
 * What a node tells of its channels and connections, and of who comes back, asked from
 * any node for all.
 *
 * <p>
 * In come questions with bounds: the first so many channels, a page of connections, all
 * about one client. They go over the bus to the nodes that are concerned, each looks at
 * what lives on its loops, a few at a time, and what comes back is put together here. A
 * node that does not answer, or in another version, makes an
 * {@link dev.realtime.inspect.Answers} partial, never a failure. Nothing is kept and
 * nothing is changed here, but for the traces that are begun and ended on the nodes. What
 * travels are the records of this room and those of {@code channel}, {@code session} and
 * {@code reconnect} they are made of: a number, a truth or a list may be added to one of
 * them, and is 0, false or empty in what an older node says. Any other member that is
 * added is null there and has to be {@code @Nullable}; whatever else changes needs a new
 * version of the {@link dev.realtime.inspect.Topic}. May look at {@code cluster},
 * {@code session}, {@code channel}, {@code outbound}, {@code reconnect} and the
 * vocabulary.
 */
@NullMarked
package dev.realtime.inspect;

import org.jspecify.annotations.NullMarked;
