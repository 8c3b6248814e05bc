package dev.realtime.controller;

import java.lang.reflect.Method;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessagingException;

import dev.realtime.command.RepeatedFailures;

/**
 * Says once a minute per method that it fails, and how often it did in between: a broken
 * method at a flash crowd must not fill the disk. Thread-safe.
 */
final class FailureLog {

	private static final Logger logger = LoggerFactory.getLogger(FailureLog.class);

	private final RepeatedFailures<Method> repeated;

	FailureLog(LongSupplier nanoClock) {
		this.repeated = new RepeatedFailures<>(nanoClock);
	}

	void failed(ControllerMethod method, Throwable failure) {
		long unsaid = this.repeated.next(method.getMethod());
		if (unsaid != RepeatedFailures.SILENCE) {
			write(method, failure, unsaid);
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

}
