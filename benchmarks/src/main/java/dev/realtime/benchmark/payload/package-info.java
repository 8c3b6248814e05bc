/**
 * What the publications of a benchmark carry: a sequence number and a moment.
 *
 * <p>
 * Shared by the servers under test, which write it, and by the client, which finds it
 * again inside whatever a protocol wraps around it. Knows nothing of either.
 */
@NullMarked
package dev.realtime.benchmark.payload;

import org.jspecify.annotations.NullMarked;
