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

	private final boolean serverSide;

	private @Nullable Subscription subscription;

	private @Nullable Payload info;

	/** Set once others may know of it: presence, join. */
	private @Nullable ClientInfo announced;

	private @Nullable Timer expiry;

	/** Set once the client was told that it stands. */
	private boolean established;

	/** What is to be done if it cannot go on before it is established. */
	private @Nullable Runnable onLost;

	private ClientSubscription(ChannelName channel, ChannelRule rule, boolean serverSide) {
		this.channel = channel;
		this.rule = rule;
		this.serverSide = serverSide;
	}

	/** One that the client asked for. */
	static ClientSubscription ofClient(ChannelName channel, ChannelRule rule) {
		return new ClientSubscription(channel, rule, false);
	}

	/**
	 * One that the server made on its own account: the client cannot ask for it again.
	 */
	static ClientSubscription ofServer(ChannelName channel, ChannelRule rule) {
		return new ClientSubscription(channel, rule, true);
	}

	ChannelName channel() {
		return this.channel;
	}

	ChannelRule rule() {
		return this.rule;
	}

	boolean isServerSide() {
		return this.serverSide;
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
		this.onLost = null;
	}

	void onLost(Runnable action) {
		this.onLost = action;
	}

	/** The stream it was to stand on is gone. */
	void lost() {
		if (this.onLost != null) {
			this.onLost.run();
		}
	}

	void expiry(@Nullable Timer newExpiry) {
		if (this.expiry != null) {
			this.expiry.cancel();
		}
		this.expiry = newExpiry;
	}

}
