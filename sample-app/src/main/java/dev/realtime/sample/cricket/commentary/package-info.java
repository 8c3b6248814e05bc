/**
 * The voice of the match.
 *
 * <p>
 * In: the score before and after a ball. Out: a
 * {@link dev.realtime.sample.cricket.commentary.CommentaryEntry}, one for each ball, in
 * words that only the facts decide: the same ball is always told the same way, and
 * nothing is claimed that the facts do not say. Front door is
 * {@link dev.realtime.sample.cricket.commentary.Commentator}. May look at {@code score}.
 */
@NullMarked
package dev.realtime.sample.cricket.commentary;

import org.jspecify.annotations.NullMarked;
