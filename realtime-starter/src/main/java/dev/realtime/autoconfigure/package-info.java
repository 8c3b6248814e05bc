/**
 * Where Spring Boot meets the rooms: every bean is made here and nowhere else, and each
 * that is part of the contract backs off when the application brings its own.
 *
 * <p>
 * {@link dev.realtime.autoconfigure.RealtimeAutoConfiguration} makes every application a
 * publisher; {@link dev.realtime.autoconfigure.RealtimeServletAutoConfiguration} makes a
 * servlet application a node as well. May look at everything; nothing looks at it.
 */
@NullMarked
package dev.realtime.autoconfigure;

import org.jspecify.annotations.NullMarked;
