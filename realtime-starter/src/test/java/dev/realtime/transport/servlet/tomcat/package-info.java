/**
 * Framing, however the bytes are cut.
 */
@NullMarked
package dev.realtime.transport.servlet.tomcat;

import org.jspecify.annotations.NullMarked;
