/**
 * The embedded presence store against the contract.
 */
@NullMarked
package dev.realtime.presence.memory;

import org.jspecify.annotations.NullMarked;
