package dev.realtime.redis;

import java.util.concurrent.CompletableFuture;

/**
 * A subscription and the slot that decides which server tells it.
 *
 * @param name the channel
 * @param slot its hash slot
 * @param handler hears the messages
 * @param confirmation completes when it stands for the first time
 */
record Routed(String name, int slot, Subscription handler, CompletableFuture<Void> confirmation) {

}
