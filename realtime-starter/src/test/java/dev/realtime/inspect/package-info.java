/** What a node tells of its channels and connections. */
@NullMarked
package dev.realtime.inspect;

import org.jspecify.annotations.NullMarked;
