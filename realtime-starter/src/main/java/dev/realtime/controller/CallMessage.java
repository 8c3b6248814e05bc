package dev.realtime.controller;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.DestinationVariableMethodArgumentResolver;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;

import dev.realtime.command.Caller;
import dev.realtime.message.Payload;

/**
 * A client's command in the shape Spring Messaging's argument resolvers read: the data as
 * bytes, and the headers of {@link SimpMessageHeaderAccessor} for user, connection and
 * destination.
 */
final class CallMessage {

	private static final byte[] NO_DATA = new byte[0];

	private CallMessage() {
	}

	/** Somebody subscribes to the channel named by the destination. */
	static Message<byte[]> subscribe(Caller caller, String channel, Map<String, String> variables,
			@Nullable Payload data) {
		return of(SimpMessageType.SUBSCRIBE, caller, channel, variables, data);
	}

	/** Somebody calls the method named by the destination; nothing if it has no name. */
	static Message<byte[]> message(Caller caller, @Nullable String method, Map<String, String> variables,
			@Nullable Payload data) {
		return of(SimpMessageType.MESSAGE, caller, method, variables, data);
	}

	private static Message<byte[]> of(SimpMessageType type, Caller caller, @Nullable String destination,
			Map<String, String> variables, @Nullable Payload data) {
		SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(type);
		headers.setSessionId(caller.client().value());
		headers.setUser(caller.identity().principal());
		if (destination != null) {
			headers.setDestination(destination);
		}
		headers.setHeader(RealtimeControllers.CALLER_HEADER, caller);
		headers.setHeader(DestinationVariableMethodArgumentResolver.DESTINATION_TEMPLATE_VARIABLES_HEADER, variables);
		return MessageBuilder.createMessage((data != null) ? data.toByteArray() : NO_DATA, headers.getMessageHeaders());
	}

}
