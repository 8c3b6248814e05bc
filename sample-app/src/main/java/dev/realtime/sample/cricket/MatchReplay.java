package dev.realtime.sample.cricket;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.jspecify.annotations.Nullable;

import dev.realtime.PublishOptions;
import dev.realtime.RealtimePublisher;
import dev.realtime.message.Priority;
import dev.realtime.sample.cricket.commentary.CommentaryEntry;
import dev.realtime.sample.cricket.commentary.Commentator;
import dev.realtime.sample.cricket.score.Match;
import dev.realtime.sample.cricket.score.Scorecard;

/**
 * The match as it happened, one ball for each tick: shows it on the scoreboard, then
 * publishes it. After the last ball come some ticks of rest, then the next round.
 *
 * <p>
 * A ball that cannot be published is not bowled again: the scorecard that follows holds
 * everything, and the match waits for nobody. Ticks come from one thread at a time.
 */
final class MatchReplay {

	private static final Logger logger = LoggerFactory.getLogger(MatchReplay.class);

	private final Match match;

	private final Commentator commentator;

	private final MatchChannels channels;

	private final Scoreboard scoreboard;

	private final RealtimePublisher publisher;

	private final Clock clock;

	private final int breakLength;

	private final Set<String> failing = ConcurrentHashMap.newKeySet();

	private volatile ReplayCursor cursor;

	MatchReplay(Match match, Scoreboard scoreboard, RealtimePublisher publisher, Clock clock, int breakLength) {
		this.match = match;
		this.commentator = new Commentator(match);
		this.channels = MatchChannels.of(match);
		this.scoreboard = scoreboard;
		this.publisher = publisher;
		this.clock = clock;
		this.breakLength = breakLength;
		this.cursor = ReplayCursor.start(Long.toString(clock.millis(), Character.MAX_RADIX));
	}

	void tick() {
		ReplayCursor now = this.cursor;
		this.cursor = now.next(this.match.length(), this.breakLength);
		if (!now.isBreak(this.match.length())) {
			bowl(now);
		}
	}

	ReplayCursor cursor() {
		return this.cursor;
	}

	private void bowl(ReplayCursor now) {
		long time = this.clock.millis();
		Scorecard scorecard = Scorecard.of(this.match.after(now.tick()), now.replay(), now.round(), time);
		CommentaryEntry entry = this.commentator.tell(now.tick(), now.replay(), now.round(), time);
		// Shown first: who hears of a ball and then asks for it must find it.
		this.scoreboard.show(scorecard, entry);
		publish(this.channels.score(), scorecard,
				PublishOptions.with().priority(Priority.CRITICAL).idempotencyKey(scorecard.version()));
		publish(this.channels.commentary(), entry,
				PublishOptions.with().priority(Priority.LOW).idempotencyKey(entry.id()));
	}

	private void publish(String channel, Object payload, PublishOptions options) {
		try {
			this.publisher.publish(channel, payload, options)
				.whenComplete((position, failure) -> published(channel, failure));
		}
		catch (RuntimeException ex) {
			published(channel, ex);
		}
	}

	private void published(String channel, @Nullable Throwable failure) {
		if (failure != null && this.failing.add(channel)) {
			logger.warn("Publishing to " + channel + " fails, the match goes on without its audience", failure);
		}
		else if (failure == null && this.failing.remove(channel)) {
			logger.info("Publishing to " + channel + " works again");
		}
	}

}
