package dev.realtime.transport.servlet;

import java.time.Duration;

/**
 * Bounds of the servlet transport, and what it tells clients.
 *
 * @param maxFrameBytes the largest message a client may send
 * @param idleAfter for how long a client has to be idle before it may be closed for
 * another, where the node does so when it is full
 * @param affinity what clients and balancers are told of the node they are on
 */
public record ServletTransportSettings(int maxFrameBytes, Duration idleAfter, AffinitySettings affinity) {

}
