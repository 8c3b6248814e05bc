package dev.realtime.controller;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessagingException;

/**
 * Says once a minute per method that it fails, and how often it did in between: a broken
 * method at a flash crowd must not fill the disk. Thread-safe.
 */
final class FailureLog {

	static final Duration PERIOD = Duration.ofMinutes(1);

	private static final Logger logger = LoggerFactory.getLogger(FailureLog.class);

	private final Map<Method, Line> lines = new ConcurrentHashMap<>();

	private final LongSupplier nanoClock;

	FailureLog(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
	}

	void failed(ControllerMethod method, Throwable failure) {
		long now = this.nanoClock.getAsLong();
		Line line = this.lines.compute(method.getMethod(), (key, last) -> Line.after(last, now));
		if (line.at() == now && line.unsaid() == 0) {
			write(method, failure, line.saidBefore());
		}
	}

	private static void write(ControllerMethod method, Throwable failure, long unsaid) {
		String text = method.describe() + " failed; the client reads 'internal server error'"
				+ ((unsaid > 0) ? " (" + unsaid + " more failures since this was last said)" : "");
		if (failure instanceof MessagingException) {
			// Its stack trace begins with the message: what the client sent, who it is.
			logger.warn(text + ": " + failure.getMessage());
		}
		else {
			logger.warn(text, failure);
		}
	}

	/**
	 * The last line written for a method.
	 *
	 * @param at when
	 * @param unsaid failures since then
	 * @param saidBefore failures the line itself told of
	 */
	private record Line(long at, long unsaid, long saidBefore) {

		static Line after(@Nullable Line last, long now) {
			if (last == null) {
				return new Line(now, 0, 0);
			}
			return (now - last.at < PERIOD.toNanos()) ? new Line(last.at, last.unsaid + 1, 0)
					: new Line(now, 0, last.unsaid);
		}

	}

}
