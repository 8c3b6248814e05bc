package dev.realtime.sample.cricket;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.jspecify.annotations.Nullable;

import dev.realtime.PublishOptions;
import dev.realtime.RealtimePublisher;
import dev.realtime.message.Priority;
import dev.realtime.sample.cricket.commentary.CommentaryEntry;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.Scorecard;

/**
 * The match as it happened, one step for each tick. After the last ball come some ticks
 * of rest, then the next round.
 *
 * <p>
 * A ball that could not be published is published again at the next tick, with the same
 * idempotency key: none is missing, and none comes twice. Ticks come from one thread at a
 * time.
 */
final class MatchReplay {

	private static final Logger logger = LoggerFactory.getLogger(MatchReplay.class);

	private final Match match;

	private final MatchChannels channels;

	private final Course course;

	private final Scoreboard scoreboard;

	private final RealtimePublisher publisher;

	private final Set<String> failing = ConcurrentHashMap.newKeySet();

	/** The ball that is being published; the next waits for it. */
	private @Nullable Turn bowled;

	private CompletableFuture<?> inFlight = CompletableFuture.completedFuture(null);

	MatchReplay(Match match, Course course, Scoreboard scoreboard, RealtimePublisher publisher) {
		this.match = match;
		this.channels = MatchChannels.of(match);
		this.course = course;
		this.scoreboard = scoreboard;
		this.publisher = publisher;
	}

	void tick() {
		if (!this.inFlight.isDone()) {
			return;
		}
		if (this.bowled != null && !this.inFlight.isCompletedExceptionally()) {
			this.course.done(this.bowled);
		}
		this.bowled = null;
		Turn turn = this.course.take();
		if (turn == null) {
			return;
		}
		if (turn.cursor().isBreak(this.match.length())) {
			this.course.done(turn);
			return;
		}
		this.inFlight = bowl(turn);
		this.bowled = turn;
	}

	/** Lets another node go on. */
	void leave() {
		this.course.leave();
	}

	private CompletableFuture<?> bowl(Turn turn) {
		Scorecard scorecard = this.scoreboard.scorecard(turn);
		CommentaryEntry entry = this.scoreboard.entry(turn);
		CompletionStage<?> score = publish(this.channels.score(), scorecard,
				PublishOptions.with().priority(Priority.CRITICAL).idempotencyKey(scorecard.version()));
		CompletionStage<?> commentary = publish(this.channels.commentary(), entry,
				PublishOptions.with().priority(Priority.LOW).idempotencyKey(entry.id()));
		return CompletableFuture.allOf(score.toCompletableFuture(), commentary.toCompletableFuture());
	}

	private CompletionStage<?> publish(String channel, Object payload, PublishOptions options) {
		CompletionStage<?> published;
		try {
			published = this.publisher.publish(channel, payload, options);
		}
		catch (RuntimeException ex) {
			published = CompletableFuture.failedFuture(ex);
		}
		return published.whenComplete((position, failure) -> published(channel, failure));
	}

	private void published(String channel, @Nullable Throwable failure) {
		if (failure != null && this.failing.add(channel)) {
			logger.warn("Publishing to " + channel + " fails, the match waits", failure);
		}
		else if (failure == null && this.failing.remove(channel)) {
			logger.info("Publishing to " + channel + " works again");
		}
	}

}
