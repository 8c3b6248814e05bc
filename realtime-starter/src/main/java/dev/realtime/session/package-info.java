/**
 * One client connection, whatever carries it.
 *
 * <p>
 * The front door is {@link dev.realtime.session.Sessions}, where a transport opens a
 * {@link dev.realtime.session.ClientSession} and hands it frames; what goes back leaves
 * through the port {@link dev.realtime.session.Connection}, which the transport
 * implements. Here is decided when bytes leave: replies first, then what lags by lane, as
 * much as the window allows, one write at a time, flushed once at the end of a turn. What
 * commands mean is decided in {@code command}; framing and sockets are the transport's.
 * {@link dev.realtime.session.IdleEviction} closes one for another where a node is full.
 * {@link dev.realtime.session.ClientIndex} finds sessions by client and by user for the
 * cluster. May look at {@code command}, {@code channel}, {@code outbound},
 * {@code heartbeat}, {@code cluster}, {@code admission}, {@code loop}, {@code security},
 * the root and the vocabulary.
 */
@NullMarked
package dev.realtime.session;

import org.jspecify.annotations.NullMarked;
