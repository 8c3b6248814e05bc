package dev.realtime.command;

import org.jspecify.annotations.Nullable;

import dev.realtime.PersonalChannels;
import dev.realtime.broker.Broker;
import dev.realtime.channel.ChannelRules;
import dev.realtime.channel.Channels;
import dev.realtime.presence.PresenceStore;
import dev.realtime.security.ChannelAuthorizer;
import dev.realtime.security.ClientAuthenticator;

/**
 * What the handlers of a node work with.
 *
 * @param settings bounds
 * @param rules which channels there are
 * @param personal which channel belongs to which user, or nothing
 * @param channels subscribes
 * @param broker publishes and reads history
 * @param presence knows who is where
 * @param authenticator finds out who connects
 * @param authorizer decides who may do what
 * @param calls runs application code
 * @param rpc the application's methods, or nothing
 * @param initialState the application's state, or nothing
 * @param pingSeconds how often clients are told to expect a ping
 * @param version what clients are told about the server
 * @param node what they are told of the node they are on, empty for nothing
 */
public record CommandContext(CommandSettings settings, ChannelRules rules, @Nullable PersonalChannels personal,
		Channels channels, Broker broker, PresenceStore presence, ClientAuthenticator authenticator,
		ChannelAuthorizer authorizer, ApplicationCalls calls, @Nullable RpcHandler rpc,
		@Nullable InitialState initialState, int pingSeconds, String version, String node) {

}
