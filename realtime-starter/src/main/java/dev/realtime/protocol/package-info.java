/**
 * The wire: what clients say, what the server says, and how both are written.
 *
 * <p>
 * In: bytes of a frame. Out: {@link dev.realtime.protocol.ClientCommand}s; and the other
 * way, a {@link dev.realtime.protocol.ServerFrame} becomes an
 * {@link dev.realtime.protocol.EncodedFrame}. The front door is
 * {@link dev.realtime.protocol.Codec}, with {@link dev.realtime.protocol.JsonCodec}
 * behind it. The protocol is the bidirectional client protocol of Centrifugo, so its
 * published client libraries connect unchanged. Here stand the three catalogues of codes
 * as well: {@link dev.realtime.protocol.ErrorCode},
 * {@link dev.realtime.protocol.CloseReason},
 * {@link dev.realtime.protocol.UnsubscribeReason}. Nothing here knows a connection, a
 * channel's state or a thread. May look at {@code message} only.
 */
@NullMarked
package dev.realtime.protocol;

import org.jspecify.annotations.NullMarked;
