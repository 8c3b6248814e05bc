/**
 * Channels on this node: what is known of them, and who has been given what.
 *
 * <p>
 * The front door is {@link dev.realtime.channel.Channels}. Publications come in from the
 * broker; each channel with a local subscriber has one home, on the loop its name hashes
 * to, which owns the broker subscription, the epoch, the last offset and the tail. From
 * the home the same immutable deliveries go to a shard on every loop that has
 * subscribers. A {@link dev.realtime.channel.Subscription} is a cursor into that tail:
 * there is no queue of messages per connection, and one that lags costs a number.
 *
 * <p>
 * Decided here: order (to one connection the publications of a channel leave in offset
 * order, always), recovery, what happens to a cursor that fell off the tail. Never
 * decided here: who may subscribe, when bytes leave, how much a connection may be given.
 * May look at {@code broker}, {@code loop}, {@code outbound}, the root and the
 * vocabulary.
 */
@NullMarked
package dev.realtime.channel;

import org.jspecify.annotations.NullMarked;
