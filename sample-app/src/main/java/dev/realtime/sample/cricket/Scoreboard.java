package dev.realtime.sample.cricket;

import java.util.List;

import dev.realtime.sample.cricket.commentary.CommentaryEntry;
import dev.realtime.sample.cricket.commentary.Commentator;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.Scorecard;

/**
 * What any node shows to whoever asks: the newest scorecard and the recent commentary,
 * always of the same ball. A ball is here before it is published, so who hears of it and
 * then asks finds it. Thread-safe.
 */
final class Scoreboard {

	private final Match match;

	private final Commentator commentator;

	private final Course course;

	private volatile Snapshot newest;

	private volatile List<Turn> shown = List.of();

	Scoreboard(Match match, Course course) {
		this.match = match;
		this.commentator = new Commentator(match);
		this.course = course;
		this.newest = beforeTheFirst();
	}

	private Snapshot beforeTheFirst() {
		return new Snapshot(Scorecard.of(this.match.after(0), "none", 0, 0), List.of());
	}

	Snapshot snapshot() {
		List<Turn> taken = this.course.taken();
		if (!taken.equals(this.shown)) {
			this.newest = taken.isEmpty() ? beforeTheFirst()
					: new Snapshot(scorecard(taken.get(0)), taken.stream().map(this::entry).toList());
			this.shown = taken;
		}
		return this.newest;
	}

	Scorecard scorecard(Turn turn) {
		ReplayCursor cursor = turn.cursor();
		return Scorecard.of(this.match.after(cursor.tick()), cursor.replay(), cursor.round(), turn.time());
	}

	CommentaryEntry entry(Turn turn) {
		ReplayCursor cursor = turn.cursor();
		return this.commentator.tell(cursor.tick(), cursor.replay(), cursor.round(), turn.time());
	}

	/**
	 * One moment.
	 *
	 * @param scorecard the score
	 * @param commentary the newest entry first
	 */
	record Snapshot(Scorecard scorecard, List<CommentaryEntry> commentary) {

		Snapshot {
			commentary = List.copyOf(commentary);
		}

	}

}
