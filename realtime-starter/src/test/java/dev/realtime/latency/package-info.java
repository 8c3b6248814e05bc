/** Tests of counting how long things take. */
@NullMarked
package dev.realtime.latency;

import org.jspecify.annotations.NullMarked;
