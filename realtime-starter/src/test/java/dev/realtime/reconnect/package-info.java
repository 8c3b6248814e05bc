/** Tests of who comes back. */
@NullMarked
package dev.realtime.reconnect;

import org.jspecify.annotations.NullMarked;
