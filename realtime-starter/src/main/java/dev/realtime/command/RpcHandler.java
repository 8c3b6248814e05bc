package dev.realtime.command;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;

/**
 * Answers the methods and messages that clients send to the application. Called on the
 * application executor; may block.
 */
public interface RpcHandler {

	/**
	 * Answers a client's {@code rpc}.
	 * @param caller who asks
	 * @param method name of the method
	 * @param argument its argument, if any
	 * @return the result, if any; completes exceptionally with
	 * {@link dev.realtime.CommandRejectedException} to answer with that error (104 when
	 * there is no such method), with anything else to answer 100
	 */
	CompletionStage<@Nullable Payload> call(Caller caller, String method, @Nullable Payload argument);

	/**
	 * Whether the application takes messages that are not replied to. A client that sends
	 * one all the same is closed with 3508.
	 * @return whether {@link #message} does anything
	 */
	boolean takesMessages();

	/**
	 * Takes a client's {@code send}, which has no reply.
	 * @param caller who sends
	 * @param data the message, if any
	 * @return completes when it was handled
	 */
	CompletionStage<@Nullable Void> message(Caller caller, @Nullable Payload data);

}
