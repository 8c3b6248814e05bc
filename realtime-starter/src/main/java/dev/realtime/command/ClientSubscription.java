package dev.realtime.command;

import org.jspecify.annotations.Nullable;

import dev.realtime.channel.ChannelRule;
import dev.realtime.channel.Subscription;
import dev.realtime.loop.Timer;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;

/**
 * One connection's subscription as its commands see it. Belongs to the connection's loop.
 */
final class ClientSubscription {

	private final ChannelName channel;

	private final ChannelRule rule;

	private @Nullable Subscription subscription;

	private @Nullable Payload info;

	/** Set once others may know of it: presence, join. */
	private @Nullable ClientInfo announced;

	private @Nullable Timer expiry;

	/** Set once the client was told that it stands. */
	private boolean established;

	ClientSubscription(ChannelName channel, ChannelRule rule) {
		this.channel = channel;
		this.rule = rule;
	}

	ChannelName channel() {
		return this.channel;
	}

	ChannelRule rule() {
		return this.rule;
	}

	@Nullable Subscription subscription() {
		return this.subscription;
	}

	void subscription(Subscription newSubscription) {
		this.subscription = newSubscription;
	}

	@Nullable Payload info() {
		return this.info;
	}

	void info(@Nullable Payload newInfo) {
		this.info = newInfo;
	}

	@Nullable ClientInfo announced() {
		return this.announced;
	}

	void announced(ClientInfo client) {
		this.announced = client;
	}

	boolean isEstablished() {
		return this.established;
	}

	void established() {
		this.established = true;
	}

	void expiry(@Nullable Timer newExpiry) {
		if (this.expiry != null) {
			this.expiry.cancel();
		}
		this.expiry = newExpiry;
	}

}
