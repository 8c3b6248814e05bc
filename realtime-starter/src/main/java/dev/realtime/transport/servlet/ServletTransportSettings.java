package dev.realtime.transport.servlet;

/**
 * Bounds of the servlet transport.
 *
 * @param maxFrameBytes the largest message a client may send
 * @param maxConnections the most connections at a time
 */
public record ServletTransportSettings(int maxFrameBytes, int maxConnections) {

}
