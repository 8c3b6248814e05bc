package dev.realtime.transport.servlet;

/**
 * Bounds of the servlet transport.
 *
 * @param maxFrameBytes the largest message a client may send
 */
public record ServletTransportSettings(int maxFrameBytes) {

}
