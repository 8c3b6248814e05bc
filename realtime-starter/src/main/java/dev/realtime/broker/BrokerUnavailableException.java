package dev.realtime.broker;

/**
 * The broker cannot do what it was asked now, and says why. What was to be published has
 * not been, unless {@link #isUnknown()}: then it was sent and the answer did not come.
 * Publishing again with the same idempotency key is safe in both cases.
 */
public final class BrokerUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean unknown;

	/**
	 * Makes an exception.
	 * @param message what is wrong, with which server
	 * @param unknown whether the request may have been carried out all the same
	 * @param cause what was noticed
	 */
	public BrokerUnavailableException(String message, boolean unknown, Throwable cause) {
		super(message, cause);
		this.unknown = unknown;
	}

	/**
	 * Makes an exception for something that has not been done.
	 * @param message what is wrong
	 */
	public BrokerUnavailableException(String message) {
		super(message);
		this.unknown = false;
	}

	/**
	 * Whether the request may have been carried out all the same.
	 * @return whether the outcome is unknown
	 */
	public boolean isUnknown() {
		return this.unknown;
	}

}
