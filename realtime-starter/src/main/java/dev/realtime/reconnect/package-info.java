/**
 * Who comes back, and how often.
 *
 * <p>
 * In: one call for each connection whose client shows that it was connected before, when
 * it connects. Out: counts by client library, for meters, and
 * {@link dev.realtime.reconnect.ReconnectTop}, the libraries and address ranges that came
 * back most of late, for reports. {@link dev.realtime.reconnect.Reconnects} is the front
 * door; those who only read are given it as a
 * {@link dev.realtime.reconnect.ReconnectStats}. Whatever clients call themselves and
 * wherever they come from, what is kept here has a bound. May look at {@code admission},
 * which knows addresses.
 */
@NullMarked
package dev.realtime.reconnect;

import org.jspecify.annotations.NullMarked;
