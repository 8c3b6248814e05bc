package dev.realtime.sample.cricket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.realtime.sample.cricket.commentary.CommentaryEntry;
import dev.realtime.sample.cricket.score.Scorecard;

/**
 * What this node shows to whoever asks: the newest scorecard and the recent commentary,
 * always of the same ball. Thread-safe; a reader never waits.
 */
final class Scoreboard {

	/** As many as the channel keeps, so that either fills the gaps of the other. */
	static final int COMMENTARY_SIZE = 50;

	private final AtomicReference<Snapshot> snapshot;

	Scoreboard(Scorecard first) {
		this.snapshot = new AtomicReference<>(new Snapshot(first, List.of()));
	}

	void show(Scorecard scorecard, CommentaryEntry entry) {
		this.snapshot.updateAndGet((before) -> before.next(scorecard, entry));
	}

	Snapshot snapshot() {
		return this.snapshot.get();
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

		private Snapshot next(Scorecard next, CommentaryEntry entry) {
			List<CommentaryEntry> entries = new ArrayList<>(COMMENTARY_SIZE);
			entries.add(entry);
			entries.addAll(this.commentary.subList(0, Math.min(this.commentary.size(), COMMENTARY_SIZE - 1)));
			return new Snapshot(next, entries);
		}

	}

}
