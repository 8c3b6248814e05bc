package dev.realtime.redis;

/**
 * Redis could not be asked, or has not answered in time. The message says which server,
 * since when and why. Unless {@link #isUnknown()}, what was asked for has not happened.
 */
public final class RedisUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final boolean unknown;

	RedisUnavailableException(String message, boolean unknown, Throwable cause) {
		super(message, cause);
		this.unknown = unknown;
	}

	RedisUnavailableException(String message) {
		super(message);
		this.unknown = false;
	}

	/**
	 * Whether the request may have been carried out all the same, because it was sent and
	 * its answer did not come.
	 * @return whether the outcome is unknown
	 */
	public boolean isUnknown() {
		return this.unknown;
	}

}
