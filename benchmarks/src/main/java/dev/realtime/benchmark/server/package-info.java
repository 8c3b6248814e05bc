/**
 * The servers under test: small Spring Boot applications, each in a process of its own.
 *
 * <p>
 * {@link dev.realtime.benchmark.server.ControlEndpoint} takes the load generator's orders
 * over one connection: publish, collect garbage, stop. Decides nothing about the load.
 * May look at {@code payload} only.
 */
@NullMarked
package dev.realtime.benchmark.server;

import org.jspecify.annotations.NullMarked;
