package dev.realtime.transport.servlet.tomcat;

import dev.realtime.protocol.CloseReason;

/**
 * A client broke the framing. Has no stack trace, because a client can cause it at will.
 */
final class FrameException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient CloseReason closeReason;

	private FrameException(CloseReason closeReason) {
		super(closeReason.reason(), null, false, false);
		this.closeReason = closeReason;
	}

	static FrameException malformed(String detail) {
		return new FrameException(CloseReason.PROTOCOL_ERROR.because(detail));
	}

	static FrameException binary() {
		return new FrameException(CloseReason.BAD_REQUEST.because("this endpoint takes text frames, not binary ones"));
	}

	static FrameException tooBig(long bytes, int limit) {
		return new FrameException(CloseReason.MESSAGE_TOO_BIG.because("a message has at least " + bytes
				+ " bytes, the limit is " + limit + " (realtime.limits.max-frame-size)"));
	}

	CloseReason closeReason() {
		return this.closeReason;
	}

}
