/**
 * Many nodes on one Redis, through the front door: real sockets, real processes, and
 * things that die.
 */
@NullMarked
package dev.realtime.nodes;

import org.jspecify.annotations.NullMarked;
