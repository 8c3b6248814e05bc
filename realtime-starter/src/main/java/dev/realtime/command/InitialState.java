package dev.realtime.command;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;

/**
 * The state a new subscriber of a channel starts from, as the application knows it.
 * Called on the application executor, after the position of the subscription has been
 * taken: the state may already contain what follows, never the reverse.
 */
public interface InitialState {

	/**
	 * Whether the application has state for a channel. Called on a loop; must be quick.
	 * @param channel the channel
	 * @return whether {@link #read} is worth calling
	 */
	boolean covers(ChannelName channel);

	/**
	 * Reads the state.
	 * @param caller who subscribes
	 * @param channel the channel
	 * @param data what the client sent with its subscribe, if anything
	 * @return the state, if any; completes exceptionally with
	 * {@link dev.realtime.CommandRejectedException} to refuse the subscription with that
	 * error, with anything else to refuse it with 100
	 */
	CompletionStage<@Nullable Payload> read(Caller caller, ChannelName channel, @Nullable Payload data);

}
