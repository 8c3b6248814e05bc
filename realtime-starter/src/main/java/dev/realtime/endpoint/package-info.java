/**
 * What an operator reads and orders over HTTP, on any node for the whole cluster, as
 * endpoints of Spring Boot's actuator.
 *
 * <p>
 * Comes in: a request of somebody the application has let through; goes out: a descriptor
 * whose members are documented and stay, or a {@link dev.realtime.endpoint.Problem} with
 * a status that says of which kind. Reading asks the nodes over the bus; writing goes
 * through {@link dev.realtime.operator}. Nothing is decided here. Methods are called on
 * threads of the web server and wait for answers there, never longer than some seconds.
 * Whether writes are allowed at all is a matter of access, which is read-only by default.
 * May look at {@code inspect}, {@code operator}, {@code cluster} and what those tell of;
 * beside {@code autoconfigure} and {@code health} the only room that may see Spring Boot.
 */
@NullMarked
package dev.realtime.endpoint;

import org.jspecify.annotations.NullMarked;
