/**
 * The contract of every broker.
 */
@NullMarked
package dev.realtime.broker;

import org.jspecify.annotations.NullMarked;
