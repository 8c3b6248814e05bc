/**
 * What an application uses.
 *
 * <p>
 * {@link dev.realtime.RealtimePublisher} sends to every subscriber of a channel,
 * {@link dev.realtime.RealtimeClients} reaches the connections of a user, classes marked
 * {@link dev.realtime.RealtimeController} answer clients, and the events tell when
 * clients come and go. An application that stays inside this package and {@code message}
 * never meets a socket. May look at {@code message} and {@code protocol} only; everything
 * here is implemented elsewhere.
 */
@NullMarked
package dev.realtime;

import org.jspecify.annotations.NullMarked;
