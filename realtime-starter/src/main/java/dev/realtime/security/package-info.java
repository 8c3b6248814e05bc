/**
 * Who a client is and what it may do.
 *
 * <p>
 * {@link dev.realtime.security.ClientAuthenticator} answers the first question,
 * {@link dev.realtime.security.ChannelAuthorizer} the second,
 * {@link dev.realtime.security.OriginPolicy} decides which pages may open a connection at
 * all. Applications replace the first two with beans of their own; both run on the
 * application executor and may block. {@link dev.realtime.security.CallScope} surrounds
 * every call into the application. Nothing here is kept per channel. May look at
 * {@code message}, {@code protocol} and the root.
 */
@NullMarked
package dev.realtime.security;

import org.jspecify.annotations.NullMarked;
