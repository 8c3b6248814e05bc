package dev.realtime.sample.cricket.score;

/**
 * Where the innings stood when a batter fell.
 *
 * @param wicket 1 for the first
 * @param runs of the side
 * @param over when, such as {@code 4.5}
 * @param player who fell
 */
public record FallOfWicket(int wicket, int runs, String over, String player) {
}
