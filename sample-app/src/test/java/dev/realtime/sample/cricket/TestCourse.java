package dev.realtime.sample.cricket;

import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.sample.cricket.score.Match;

/**
 * A course that may begin again.
 */
final class TestCourse implements Course {

	private final Match match;

	private volatile LocalCourse course;

	TestCourse(Match match) {
		this.match = match;
		this.course = begin();
	}

	private LocalCourse begin() {
		return new LocalCourse(this.match, Clock.systemUTC(), 10);
	}

	void restart() {
		this.course = begin();
	}

	@Override
	public @Nullable Turn take() {
		return this.course.take();
	}

	@Override
	public void done(Turn turn) {
		this.course.done(turn);
	}

	@Override
	public List<Turn> taken() {
		return this.course.taken();
	}

	@Override
	public void leave() {
		this.course.leave();
	}

}
