/**
 * The words everything else is written in.
 *
 * <p>
 * Identifiers ({@link dev.realtime.message.ChannelName},
 * {@link dev.realtime.message.ClientId}, {@link dev.realtime.message.UserId},
 * {@link dev.realtime.message.NodeId}), what travels
 * ({@link dev.realtime.message.Payload}, {@link dev.realtime.message.Publication}) and
 * where it stands ({@link dev.realtime.message.StreamPosition}). Every type is an
 * immutable value that refuses to exist in an illegal state. This room decides nothing
 * and looks at nothing else of ours.
 */
@NullMarked
package dev.realtime.message;

import org.jspecify.annotations.NullMarked;
