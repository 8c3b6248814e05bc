package dev.realtime.security;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;

/**
 * Whether a client may, and what goes with it.
 *
 * @param refusal why not, or nothing if it may
 * @param info what other clients may know of this client in this channel
 * @param expiresAt when a subscription ends unless it is refreshed, nothing for never
 */
public record ChannelDecision(@Nullable ProtocolError refusal, @Nullable Payload info, @Nullable Instant expiresAt) {

	private static final ChannelDecision ALLOW = new ChannelDecision(null, null, null);

	/**
	 * The client may.
	 * @return the decision
	 */
	public static ChannelDecision allow() {
		return ALLOW;
	}

	/**
	 * The client may not: error 103.
	 * @return the decision
	 */
	public static ChannelDecision deny() {
		return refuse(ErrorCode.PERMISSION_DENIED.error());
	}

	/**
	 * The client may not, for a reason of the caller's choice.
	 * @param error what the client is told
	 * @return the decision
	 */
	public static ChannelDecision refuse(ProtocolError error) {
		return new ChannelDecision(error, null, null);
	}

	/**
	 * Adds what other clients may know of this client in this channel.
	 * @param newInfo the information
	 * @return a new decision
	 */
	public ChannelDecision withInfo(Payload newInfo) {
		return new ChannelDecision(this.refusal, newInfo, this.expiresAt);
	}

	/**
	 * Makes the subscription expire.
	 * @param newExpiresAt when
	 * @return a new decision
	 */
	public ChannelDecision expiringAt(Instant newExpiresAt) {
		return new ChannelDecision(this.refusal, this.info, newExpiresAt);
	}

	/**
	 * Whether the client may.
	 * @return whether there is no refusal
	 */
	public boolean isAllowed() {
		return this.refusal == null;
	}

}
