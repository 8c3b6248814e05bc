/**
 * WebSocket on the servlet container, through Spring WebSocket.
 *
 * <p>
 * In: handshakes and partial messages on container threads. Out: calls to
 * {@code session}, and frames written without blocking, one at a time per connection. The
 * front door is {@link dev.realtime.transport.servlet.ServletTransport}. Nothing is
 * decided here but what a socket needs: how a message is put together, how large it may
 * be, who may open one, and what is told of the node. May look at {@code session},
 * {@code security}, {@code loop} and the vocabulary.
 */
@NullMarked
package dev.realtime.transport.servlet;

import org.jspecify.annotations.NullMarked;
