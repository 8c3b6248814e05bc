/**
 * The peer: Spring's STOMP simple broker as {@code @EnableWebSocketMessageBroker} sets it
 * up.
 */
@NullMarked
package dev.realtime.benchmark.server.stomp;

import org.jspecify.annotations.NullMarked;
