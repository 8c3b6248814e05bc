/**
 * What a publication costs on its way through Redis from one node to a socket of another.
 */
@NullMarked
package dev.realtime.benchmark.nodes;

import org.jspecify.annotations.NullMarked;
