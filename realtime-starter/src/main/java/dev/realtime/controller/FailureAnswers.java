package dev.realtime.controller;

import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentTypeMismatchException;
import org.springframework.messaging.simp.annotation.support.MissingSessionUserException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import tools.jackson.core.JacksonException;

import dev.realtime.CommandRejectedException;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.security.CallScope;

/**
 * What a client reads when a method fails. An error that is the client's says which part
 * is wrong and never repeats a value; an error that is the application's says nothing and
 * is logged. Thread-safe.
 */
final class FailureAnswers {

	private static final int MAX_FIELDS = 8;

	/** A longer one is made of keys the client chose. */
	private static final int MAX_PATH_LENGTH = 100;

	private final CallScope scope;

	private final FailureLog log;

	FailureAnswers(CallScope scope, FailureLog log) {
		this.scope = scope;
		this.log = log;
	}

	/** Returns what the application threw, without the wrapping of futures. */
	static Throwable unwrap(Throwable failure) {
		Throwable result = failure;
		while ((result instanceof CompletionException || result instanceof ExecutionException)
				&& result.getCause() != null) {
			result = result.getCause();
		}
		return result;
	}

	/** Returns the answer to a failure nobody has handled. */
	CommandRejectedException answerTo(Throwable failure, ControllerMethod method) {
		CommandRejectedException answer = knownAnswer(failure);
		if (answer != null) {
			return answer;
		}
		this.log.failed(method, failure);
		return new CommandRejectedException(ErrorCode.INTERNAL);
	}

	/** Returns the answer to a failure the application has seen but left as it is. */
	CommandRejectedException quietAnswerTo(Throwable failure) {
		CommandRejectedException answer = knownAnswer(failure);
		return (answer != null) ? answer : new CommandRejectedException(ErrorCode.INTERNAL);
	}

	private @Nullable CommandRejectedException knownAnswer(Throwable failure) {
		if (failure instanceof CommandRejectedException rejection) {
			return rejection;
		}
		ProtocolError error = errorFor(failure);
		return (error != null) ? new CommandRejectedException(error) : null;
	}

	private @Nullable ProtocolError errorFor(Throwable failure) {
		if (failure instanceof MethodArgumentNotValidException invalid) {
			return ErrorCode.BAD_REQUEST.because(whatIsInvalid(invalid));
		}
		if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
			return ErrorCode.BAD_REQUEST.because("'" + nameOf(mismatch.getMethodParameter()) + "' cannot be read");
		}
		if (failure instanceof MessageConversionException unreadable) {
			return ErrorCode.BAD_REQUEST.because("the data cannot be read" + whereUnreadable(unreadable));
		}
		if (failure instanceof MissingSessionUserException) {
			return ErrorCode.UNAUTHORIZED.error();
		}
		ErrorCode code = this.scope.errorFor(failure);
		return (code != null) ? code.error() : null;
	}

	private static String whatIsInvalid(MethodArgumentNotValidException invalid) {
		Message<?> message = invalid.getFailedMessage();
		if (message != null && DataArgumentResolver.isAbsent(message.getPayload())) {
			return "the data is missing";
		}
		BindingResult result = invalid.getBindingResult();
		List<String> fields = (result != null)
				? result.getFieldErrors().stream().map(FieldError::getField).distinct().sorted().toList() : List.of();
		if (fields.isEmpty()) {
			return "the data is not valid";
		}
		String names = String.join(", ", fields.subList(0, Math.min(MAX_FIELDS, fields.size())));
		return "not valid: " + names + ((fields.size() > MAX_FIELDS) ? ", ..." : "");
	}

	/**
	 * Names the place as Jackson found it, since the rest of its message quotes values.
	 */
	private static String whereUnreadable(MessageConversionException unreadable) {
		if (!(unreadable.getCause() instanceof JacksonException cause) || cause.getPath().isEmpty()) {
			return "";
		}
		StringJoiner path = new StringJoiner(".", " at '", "'");
		for (JacksonException.Reference step : cause.getPath()) {
			String name = step.getPropertyName();
			path.add((name != null) ? name : String.valueOf(step.getIndex()));
		}
		return (path.length() <= MAX_PATH_LENGTH) ? path.toString() : "";
	}

	private static String nameOf(MethodParameter parameter) {
		DestinationVariable variable = parameter.getParameterAnnotation(DestinationVariable.class);
		String name = (variable != null && !variable.value().isEmpty()) ? variable.value()
				: parameter.getParameterName();
		return (name != null) ? name : "parameter " + parameter.getParameterIndex();
	}

}
