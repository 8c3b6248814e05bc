/**
 * The laws of cricket as far as a scorer needs them.
 *
 * <p>
 * In: the facts of each delivery, a {@link dev.realtime.sample.cricket.score.Ball}. Out:
 * the score after it, a {@link dev.realtime.sample.cricket.score.MatchState}. Everything
 * is an immutable value and the score after ball <i>n</i> depends on <i>n</i> alone, so
 * any node can carry on where another one stopped. Front door is
 * {@link dev.realtime.sample.cricket.score.Match}. Knows neither time nor network.
 */
@NullMarked
package dev.realtime.sample.cricket.score;

import org.jspecify.annotations.NullMarked;
