package dev.realtime.security;

import dev.realtime.protocol.ErrorCode;

/**
 * What holds when the application has no authorizer: a client that may connect may
 * subscribe, and may do beyond that what the channel's rule switches on. Anonymous
 * clients may do nothing unless they are allowed altogether. Quick, so it runs on the
 * loop.
 */
public final class DefaultChannelAuthorizer implements ChannelAuthorizer {

	private final boolean anonymousAllowed;

	/**
	 * Makes one.
	 * @param anonymousAllowed whether anonymous clients are treated like others
	 */
	public DefaultChannelAuthorizer(boolean anonymousAllowed) {
		this.anonymousAllowed = anonymousAllowed;
	}

	@Override
	public ChannelDecision authorize(ChannelAccess access) {
		if (access.identity().isAnonymous() && !this.anonymousAllowed) {
			return ChannelDecision.refuse(ErrorCode.UNAUTHORIZED.error());
		}
		return ChannelDecision.allow();
	}

}
