package dev.realtime.testing;

/**
 * How a connection ended.
 *
 * @param code the close code, 1006 without one
 * @param reason in words
 * @param atNanos when, of {@link System#nanoTime()}
 */
public record ConnectionEnd(int code, String reason, long atNanos) {

}
