/**
 * The embedded broker against the contract, and what is its own.
 */
@NullMarked
package dev.realtime.broker.memory;

import org.jspecify.annotations.NullMarked;
