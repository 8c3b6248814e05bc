package dev.realtime.sample.cricket;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

import dev.realtime.sample.cricket.score.Match;

/**
 * The course of a match that several nodes replay, one at a time: who takes a step holds
 * a lease in Redis, and when that node dies another takes the same step. Everything that
 * is published follows from what stands in Redis, so a ball that was published by the
 * dead one is the same ball with the same idempotency key.
 */
final class SharedCourse implements Course {

	private static final Logger logger = LoggerFactory.getLogger(SharedCourse.class);

	@SuppressWarnings("rawtypes")
	private static final RedisScript<List> TAKE = script("take");

	@SuppressWarnings("rawtypes")
	private static final RedisScript<List> DONE = script("done");

	@SuppressWarnings("rawtypes")
	private static final RedisScript<List> LEAVE = script("leave");

	private final StringRedisTemplate redis;

	private final String node;

	private final Match match;

	private final int breakLength;

	private final Duration lease;

	private final List<String> keys;

	private volatile List<Turn> known = List.of();

	/**
	 * Follows a match.
	 * @param redis where it stands
	 * @param cluster name of the cluster whose match it is
	 * @param node name of this node, unlike any other
	 * @param match the match
	 * @param settings how it is replayed
	 */
	SharedCourse(StringRedisTemplate redis, String cluster, String node, Match match, CricketProperties settings) {
		this.redis = redis;
		this.node = node;
		this.match = match;
		this.breakLength = settings.breakLength();
		// Longer than the time between two steps, or the lease would wander.
		this.lease = settings.ballInterval().plusSeconds(1);
		String key = "sample:{" + cluster + ":" + match.title().id() + "}";
		this.keys = List.of(key, key + ":balls");
	}

	@SuppressWarnings("rawtypes")
	private static RedisScript<List> script(String name) {
		return RedisScript.of(new ClassPathResource("cricket/" + name + ".lua"), List.class);
	}

	@Override
	public @Nullable Turn take() {
		List<?> taken = this.redis.execute(TAKE, this.keys, this.node, Long.toString(this.lease.toMillis()),
				Long.toString(System.currentTimeMillis(), Character.MAX_RADIX), Integer.toString(this.match.length()),
				Integer.toString(REMEMBERED));
		return taken.isEmpty() ? null : turn(taken.toArray());
	}

	@Override
	public void done(Turn turn) {
		ReplayCursor next = turn.cursor().next(this.match.length(), this.breakLength);
		this.redis.execute(DONE, this.keys, this.node, Integer.toString(turn.cursor().round()),
				Integer.toString(turn.cursor().tick()), Integer.toString(next.round()), Integer.toString(next.tick()));
	}

	/** While Redis is away, what was known last. */
	@Override
	public List<Turn> taken() {
		try {
			List<String> balls = Objects.requireNonNull(this.redis.opsForList().range(this.keys.get(1), 0, -1));
			this.known = balls.stream().map((ball) -> turn(ball.split(" "))).toList();
		}
		catch (DataAccessException ex) {
			logger.debug("Where the match stands cannot be read", ex);
		}
		return this.known;
	}

	@Override
	public void leave() {
		this.redis.execute(LEAVE, this.keys, this.node);
	}

	private static Turn turn(Object[] parts) {
		return new Turn(new ReplayCursor(parts[0].toString(), Integer.parseInt(parts[1].toString()),
				Integer.parseInt(parts[2].toString())), Long.parseLong(parts[3].toString()));
	}

}
