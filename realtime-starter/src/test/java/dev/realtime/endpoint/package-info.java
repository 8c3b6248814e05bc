/** What operators read about the endpoints. */
@NullMarked
package dev.realtime.endpoint;

import org.jspecify.annotations.NullMarked;
