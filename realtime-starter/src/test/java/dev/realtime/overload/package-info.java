/**
 * How much a node can take, and what it asks for when that is too much.
 */
@NullMarked
package dev.realtime.overload;

import org.jspecify.annotations.NullMarked;
