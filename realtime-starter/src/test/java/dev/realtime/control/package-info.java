/** Tests of the room where decisions become what a node does. */
@NullMarked
package dev.realtime.control;

import org.jspecify.annotations.NullMarked;
