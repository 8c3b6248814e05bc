package dev.realtime.sample.cricket;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.sample.cricket.score.Match;

/**
 * The course of a match that only this node replays.
 */
final class LocalCourse implements Course {

	private final Match match;

	private final Clock clock;

	private final int breakLength;

	private final Deque<Turn> taken = new ArrayDeque<>();

	private ReplayCursor next;

	private @Nullable Turn current;

	LocalCourse(Match match, Clock clock, int breakLength) {
		this.match = match;
		this.clock = clock;
		this.breakLength = breakLength;
		this.next = ReplayCursor.start(Long.toString(clock.millis(), Character.MAX_RADIX));
	}

	@Override
	public synchronized Turn take() {
		Turn turn = this.current;
		if (turn == null) {
			turn = new Turn(this.next, this.clock.millis());
			this.current = turn;
			if (!this.next.isBreak(this.match.length())) {
				remember(turn);
			}
		}
		return turn;
	}

	private void remember(Turn turn) {
		this.taken.addFirst(turn);
		if (this.taken.size() > REMEMBERED) {
			this.taken.removeLast();
		}
	}

	@Override
	public synchronized void done(Turn turn) {
		if (turn.equals(this.current)) {
			this.current = null;
			this.next = this.next.next(this.match.length(), this.breakLength);
		}
	}

	@Override
	public synchronized List<Turn> taken() {
		return List.copyOf(this.taken);
	}

	@Override
	public void leave() {
		// There is nobody else.
	}

}
