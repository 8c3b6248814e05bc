/**
 * The heart, driven by hand: loops turn when the test says so and in the order it says,
 * and the broker confirms and answers when the test lets it.
 */
@NullMarked
package dev.realtime.channel;

import org.jspecify.annotations.NullMarked;
