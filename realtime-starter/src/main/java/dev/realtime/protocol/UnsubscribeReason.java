package dev.realtime.protocol;

/**
 * Why the server ended a subscription. Below 2500 the client stays unsubscribed; from
 * 2500 on it subscribes again at once and without back-off, so whoever issues such a code
 * must bound how often.
 *
 * @param code 2000 to 2999
 * @param reason plain words
 */
public record UnsubscribeReason(int code, String reason) {

	/** The application or an operator ended it. */
	public static final UnsubscribeReason SERVER = new UnsubscribeReason(2000, "server unsubscribe");

	/** What the client missed cannot be made good on this subscription: recover. */
	public static final UnsubscribeReason INSUFFICIENT_STATE = new UnsubscribeReason(2500, "insufficient state");

	/** The subscription's credential was not refreshed in time. */
	public static final UnsubscribeReason EXPIRED = new UnsubscribeReason(2501, "subscription expired");

	/** What the client knows of the channel is void. */
	public static final UnsubscribeReason STATE_INVALIDATED = new UnsubscribeReason(2502, "state invalidated");

	/**
	 * Checks the reason.
	 * @throws IllegalArgumentException if the code is outside 2000 to 2999 or the words
	 * are missing
	 */
	public UnsubscribeReason {
		if (code < 2000 || code > 2999) {
			throw new IllegalArgumentException("An unsubscribe code must be from 2000 to 2999, got " + code);
		}
		if (reason.isEmpty()) {
			throw new IllegalArgumentException("The unsubscribe code " + code + " needs a reason");
		}
	}

	/**
	 * Whether the client will subscribe again by itself.
	 * @return whether the code is 2500 or above
	 */
	public boolean isResubscribe() {
		return this.code >= 2500;
	}

}
