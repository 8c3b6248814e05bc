package dev.realtime.sample.cricket.commentary;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.realtime.sample.cricket.score.BallMark;

/**
 * What is said about one ball.
 *
 * @param id names the entry for good: whoever receives it twice shows it once
 * @param round how many times the match was started
 * @param sequence balls bowled with this one, 0 for the welcome
 * @param publishedAt when, in epoch milliseconds
 * @param over when in the match, such as {@code 4.5}
 * @param mark what it was, nothing for the welcome
 * @param kind for the eye: that of the mark, or {@code start}
 * @param headline who bowled to whom
 * @param text what happened
 * @param summary of the over or the innings that ended with it
 * @param score of the side after it
 * @param important whether it is worth interrupting for: a wicket, a landmark, the result
 */
@JsonPropertyOrder({ "id", "round", "sequence", "publishedAt", "over", "mark", "kind", "headline", "text", "summary",
		"score", "important" })
public record CommentaryEntry(String id, int round, int sequence, long publishedAt, String over,
		@Nullable BallMark mark, String kind, String headline, String text, @Nullable String summary, String score,
		boolean important) {
}
