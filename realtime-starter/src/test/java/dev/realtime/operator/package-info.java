/**
 * Tests of what operators may order.
 */
@NullMarked
package dev.realtime.operator;

import org.jspecify.annotations.NullMarked;
