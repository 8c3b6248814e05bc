package dev.realtime.controller;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.annotation.support.MissingSessionUserException;

import dev.realtime.command.Caller;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;
import dev.realtime.security.Identity;

/**
 * Gives a method what is known of the client that calls: its {@link Principal},
 * {@link Caller}, {@link Identity}, {@link ClientId}, {@link UserId}, and the
 * {@link ChannelName} it subscribes to. A principal that is declared neither optional nor
 * nullable is a demand: an anonymous call ends with {@link MissingSessionUserException}.
 */
final class ClientArgumentResolver implements HandlerMethodArgumentResolver {

	private static final Set<Class<?>> TYPES = Set.of(Caller.class, Identity.class, ClientId.class, UserId.class,
			ChannelName.class);

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		Class<?> type = typeOf(parameter);
		return (TYPES.contains(type) || Principal.class.isAssignableFrom(type))
				&& !DataArgumentResolver.isData(parameter);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		Object value = valueFor(typeOf(parameter), parameter, message);
		return (parameter.getParameterType() == Optional.class) ? Optional.ofNullable(value) : value;
	}

	static boolean isChannel(MethodParameter parameter) {
		return typeOf(parameter) == ChannelName.class;
	}

	private static @Nullable Object valueFor(Class<?> type, MethodParameter parameter, Message<?> message) {
		Caller caller = callerOf(message.getHeaders());
		if (type == Caller.class) {
			return caller;
		}
		if (type == Identity.class) {
			return caller.identity();
		}
		if (type == ClientId.class) {
			return caller.client();
		}
		if (type == UserId.class) {
			return caller.identity().user();
		}
		if (type == ChannelName.class) {
			return channelOf(message.getHeaders());
		}
		return principal(caller.identity().principal(), type, parameter, message);
	}

	private static @Nullable Object principal(@Nullable Principal principal, Class<?> type, MethodParameter parameter,
			Message<?> message) {
		if (principal == null && !parameter.isOptional()) {
			throw new MissingSessionUserException(message);
		}
		if (principal != null && !type.isInstance(principal)) {
			throw new IllegalStateException("The parameter of type " + type.getName() + " of "
					+ parameter.getExecutable() + " does not fit the client's principal, which is a "
					+ principal.getClass().getName() + ". Declare it as java.security.Principal");
		}
		return principal;
	}

	private static Caller callerOf(MessageHeaders headers) {
		Caller caller = headers.get(RealtimeControllers.CALLER_HEADER, Caller.class);
		if (caller == null) {
			throw new IllegalStateException("The message does not come from a client");
		}
		return caller;
	}

	private static @Nullable ChannelName channelOf(MessageHeaders headers) {
		String destination = SimpMessageHeaderAccessor.getDestination(headers);
		// Exception handlers serve rpcs as well, and there is no channel then.
		boolean subscribes = SimpMessageHeaderAccessor.getMessageType(headers) == SimpMessageType.SUBSCRIBE;
		return (subscribes && destination != null) ? ChannelName.of(destination) : null;
	}

	private static Class<?> typeOf(MethodParameter parameter) {
		return parameter.nestedIfOptional().getNestedParameterType();
	}

}
