package dev.realtime.admission;

import java.util.Objects;

/**
 * What becomes of a client that wants to connect. Handled case by case.
 */
public sealed interface HandshakeVerdict {

	/**
	 * Calls the handler's method for this case.
	 * @param handler one method for each case
	 * @param <R> what it returns
	 * @return what the handler returns
	 */
	<R> R dispatchTo(Handler<R> handler);

	/**
	 * The client may connect.
	 *
	 * @param ticket its place, to be given back when the connection is gone, or at once
	 * if there will be none
	 */
	record Admitted(AdmissionTicket ticket) implements HandshakeVerdict {

		/**
		 * Checks the verdict.
		 */
		public Admitted {
			Objects.requireNonNull(ticket, "ticket");
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.admitted(this);
		}

	}

	/**
	 * The client may connect, and the connection that has been idle longest is to be
	 * closed for it. If none is idle, the client is to be refused after all: the ticket
	 * is given back, and {@link Admission#refuse} says what to tell it.
	 *
	 * @param ticket its place, to be given back when the connection is gone, or at once
	 * if there will be none
	 */
	record AdmittedByEviction(AdmissionTicket ticket) implements HandshakeVerdict {

		/**
		 * Checks the verdict.
		 */
		public AdmittedByEviction {
			Objects.requireNonNull(ticket, "ticket");
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.admittedByEviction(this);
		}

	}

	/**
	 * The client may not connect.
	 *
	 * @param reason why
	 * @param retryAfterSeconds when it may come back, in seconds from 1 to 120; another
	 * number for each client
	 */
	record Refused(RefusalReason reason, int retryAfterSeconds) implements HandshakeVerdict {

		/**
		 * Checks the verdict.
		 * @throws IllegalArgumentException if the seconds are out of range
		 */
		public Refused {
			Objects.requireNonNull(reason, "reason");
			if (retryAfterSeconds < RetryAfter.LEAST_SECONDS || retryAfterSeconds > RetryAfter.MOST_SECONDS) {
				throw new IllegalArgumentException("A client was to come back after " + retryAfterSeconds
						+ " s; allowed is " + RetryAfter.LEAST_SECONDS + " to " + RetryAfter.MOST_SECONDS);
			}
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.refused(this);
		}

	}

	/**
	 * One method for each case.
	 *
	 * @param <R> what they return
	 */
	interface Handler<R> {

		/**
		 * The client may connect.
		 * @param verdict with its ticket
		 * @return any value
		 */
		R admitted(Admitted verdict);

		/**
		 * The client may connect in the place of another.
		 * @param verdict with its ticket
		 * @return any value
		 */
		R admittedByEviction(AdmittedByEviction verdict);

		/**
		 * The client may not connect.
		 * @param verdict with the reason
		 * @return any value
		 */
		R refused(Refused verdict);

	}

}
