package dev.realtime.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all connections share.
 *
 * @param client makes connections
 * @param timer runs short tasks later
 * @param settings how Redis is used
 * @param stats counts
 * @param clock the node's, to compare those of servers with
 */
record RedisContext(RedisClient client, ScheduledExecutorService timer, RedisSettings settings, RedisStats stats,
		InstantSource clock) {

	/** Names are text, values are bytes. */
	static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

	private static final Logger logger = LoggerFactory.getLogger(RedisContext.class);

	void later(Duration delay, Runnable task) {
		try {
			this.timer.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("Closed: nothing is done later any more", ex);
		}
	}

	void regularly(Duration interval, Runnable task) {
		this.timer.scheduleWithFixedDelay(() -> guarded(task), interval.toNanos(), interval.toNanos(),
				TimeUnit.NANOSECONDS);
	}

	/** A task that fails must not end those that repeat. */
	private static void guarded(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.error("A task that looks after Redis has failed", ex);
		}
	}

	/** The same credentials, TLS and client name at another address. */
	static RedisURI at(RedisURI pattern, String host, int port) {
		return RedisURI.builder(pattern).withHost(host).withPort(port).build();
	}

}
