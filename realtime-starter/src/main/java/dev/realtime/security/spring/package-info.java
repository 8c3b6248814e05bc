/**
 * Spring Security, for applications that have it.
 *
 * <p>
 * {@link dev.realtime.security.spring.SecurityContextCalls} puts the client into the
 * security context for each call into the application, so that {@code @PreAuthorize}
 * works there as it does behind a request. The only room, besides {@code autoconfigure},
 * that may touch Spring Security; nothing but {@code autoconfigure} looks at it, and an
 * application without Spring Security never loads it. May look at {@code security} and
 * the vocabulary.
 */
@NullMarked
package dev.realtime.security.spring;

import org.jspecify.annotations.NullMarked;
