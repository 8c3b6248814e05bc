package dev.realtime.protocol;

/**
 * Bytes that are not commands of the protocol. Carries the reason to close with; has no
 * stack trace, because a client can cause it at will.
 */
public final class MalformedFrameException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient CloseReason closeReason;

	/**
	 * Says what is wrong.
	 * @param detail what and where, without the client's bytes
	 */
	public MalformedFrameException(String detail) {
		this(CloseReason.BAD_REQUEST.because(detail));
	}

	private MalformedFrameException(CloseReason closeReason) {
		super(closeReason.reason(), null, false, false);
		this.closeReason = closeReason;
	}

	/**
	 * Returns what to tell the client.
	 * @return code and words
	 */
	public CloseReason closeReason() {
		return this.closeReason;
	}

}
