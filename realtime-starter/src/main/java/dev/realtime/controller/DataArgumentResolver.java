package dev.realtime.controller;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.validation.Validator;

import dev.realtime.message.Payload;

/**
 * Gives a method what the client sent: read from JSON and validated as Spring does it, or
 * untouched as {@link Payload}. Beyond Spring's own resolver, a nullable parameter may be
 * absent, and JSON's {@code null} counts as absent.
 */
final class DataArgumentResolver extends PayloadMethodArgumentResolver {

	private static final byte[] JSON_NULL = "null".getBytes(StandardCharsets.US_ASCII);

	DataArgumentResolver(MessageConverter json, @Nullable Validator validator) {
		super(json, validator);
	}

	/** Whether the developer says that a parameter is the data, whatever its type. */
	static boolean isData(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(org.springframework.messaging.handler.annotation.Payload.class);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		boolean wrapped = parameter.getParameterType() == Optional.class;
		if (isEmptyPayload(message.getPayload())) {
			return (parameter.isOptional() && !wrapped) ? null : super.resolveArgument(parameter, message);
		}
		if (resolveTargetClass(parameter, message) == Payload.class) {
			Payload untouched = Payload.json((byte[]) message.getPayload());
			return wrapped ? Optional.of(untouched) : untouched;
		}
		return super.resolveArgument(parameter, message);
	}

	/** Whether the client sent nothing, or JSON's {@code null}. */
	static boolean isAbsent(@Nullable Object data) {
		return data instanceof byte[] bytes && (bytes.length == 0 || Arrays.equals(bytes, JSON_NULL));
	}

	@Override
	protected boolean isEmptyPayload(@Nullable Object payload) {
		return super.isEmptyPayload(payload) || isAbsent(payload);
	}

}
