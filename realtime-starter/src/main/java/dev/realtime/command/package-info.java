/**
 * What happens when a client asks for something.
 *
 * <p>
 * In: one {@link dev.realtime.protocol.ClientCommand} at a time, on the connection's
 * loop. Out: one reply. Here commands are put in order, limited, authorized and answered;
 * application code is reached through {@link dev.realtime.command.RpcHandler} and
 * {@link dev.realtime.command.InitialState} and runs on the application executor, never
 * on a loop. Sends no bytes and closes nothing by itself: that is the session's work. May
 * look at {@code channel}, {@code broker}, {@code presence}, {@code security},
 * {@code admission}, {@code loop}, the root and the vocabulary.
 */
@NullMarked
package dev.realtime.command;

import org.jspecify.annotations.NullMarked;
