package dev.realtime.session;

import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.loop.SerialExecutor;

/**
 * Tells the application what happens to one client, on the application executor and in
 * the order in which it happened. Thread-safe.
 */
final class SessionEvents {

	private static final Logger logger = LoggerFactory.getLogger(SessionEvents.class);

	private final SessionContext context;

	private final SerialExecutor serial;

	SessionEvents(SessionContext context) {
		this.context = context;
		this.serial = new SerialExecutor(context.applicationExecutor());
	}

	void publish(Object event) {
		SessionStats stats = this.context.stats();
		stats.eventWaits();
		try {
			this.serial.execute(() -> {
				try {
					this.context.events().accept(event);
				}
				finally {
					stats.eventDone();
				}
			});
		}
		catch (RejectedExecutionException ex) {
			stats.eventDone();
			logger.warn("The application executor takes no more work; {} is not published", event);
		}
	}

}
