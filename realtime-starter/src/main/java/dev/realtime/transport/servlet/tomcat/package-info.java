/**
 * WebSocket straight on Tomcat's sockets.
 *
 * <p>
 * Tomcat's own WebSocket layer encodes the same text again for every connection, cuts it
 * into pieces of its buffer size, tells each completion through another thread and holds
 * five buffers per connection. Here the handshake still goes through Spring WebSocket,
 * and then {@link dev.realtime.transport.servlet.tomcat.TomcatUpgradeStrategy} takes the
 * socket: frames are framed once and the same bytes are written to everybody, by the
 * loop, without blocking. Framing is RFC 6455, without extensions. May look at
 * {@code session}, {@code loop} and the vocabulary.
 */
@NullMarked
package dev.realtime.transport.servlet.tomcat;

import org.jspecify.annotations.NullMarked;
