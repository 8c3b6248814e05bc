package dev.realtime;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.StreamPosition;

/**
 * What became of a message to a user.
 *
 * @param connections how many connections are known to have taken it: it is in the order
 * of what is written to them. Always 0 when it went through the user's channel, because
 * nobody counts who hears a publication
 * @param complete whether this is all: every node that may have a connection of the user
 * has answered
 * @param position where it stands in the user's channel, or nothing if it was handed to
 * the connections one by one
 */
public record SendResult(int connections, boolean complete, @Nullable StreamPosition position) {

}
