package dev.realtime.redis;

import java.time.Duration;

/**
 * Whether Redis can be used.
 *
 * @param up whether every server that is needed is connected both ways and answers
 * @param trouble what is wrong in words, empty if nothing is
 * @param lag how long the last probe took from being published until it was heard
 */
public record RedisHealth(boolean up, String trouble, Duration lag) {

}
