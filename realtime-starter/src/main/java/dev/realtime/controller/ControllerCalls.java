package dev.realtime.controller;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.handler.invocation.ReactiveReturnValueHandler;
import org.springframework.util.ClassUtils;

import dev.realtime.CommandRejectedException;
import dev.realtime.command.Caller;
import dev.realtime.message.Payload;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.security.CallScope;

/**
 * Calls controller methods and brings what they return or throw into the form the ports
 * promise. Stages complete with a payload, nothing, or {@link CommandRejectedException}
 * itself; never otherwise.
 *
 * <p>
 * Thread-safe. Application code runs on the calling thread, or, when a method returned a
 * stage that another thread completes, on the executor: the completing thread may well be
 * a loop.
 */
final class ControllerCalls {

	private static final @Nullable ReactiveReturnValueHandler REACTIVE = ClassUtils
		.isPresent("reactor.core.publisher.Mono", ControllerCalls.class.getClassLoader())
				? new ReactiveReturnValueHandler() : null;

	private final SmartMessageConverter json;

	private final CallScope scope;

	private final Executor executor;

	private final FailureAnswers answers;

	ControllerCalls(SmartMessageConverter json, CallScope scope, Executor executor, FailureAnswers answers) {
		this.json = json;
		this.scope = scope;
		this.executor = executor;
		this.answers = answers;
	}

	/** Calls a method whose exception handlers may answer in its place. */
	CompletionStage<@Nullable Payload> ask(ControllerMethod method, Message<?> message, Caller caller) {
		return new Call(method, message, caller, true).start();
	}

	/**
	 * Calls a method whose exception handlers may choose the error, but not turn the
	 * refusal into consent: a handler written for rpcs would let subscribers in whom the
	 * method kept out.
	 */
	CompletionStage<@Nullable Payload> askPermission(ControllerMethod method, Message<?> message, Caller caller) {
		return new Call(method, message, caller, false).start();
	}

	private final class Call {

		private final ControllerMethod method;

		private final Message<?> message;

		private final Caller caller;

		private final boolean failureMayBeAnswered;

		private final Thread applicationThread = Thread.currentThread();

		private final CompletableFuture<@Nullable Payload> answer = new CompletableFuture<>();

		Call(ControllerMethod method, Message<?> message, Caller caller, boolean failureMayBeAnswered) {
			this.method = method;
			this.message = message;
			this.caller = caller;
			this.failureMayBeAnswered = failureMayBeAnswered;
		}

		CompletionStage<@Nullable Payload> start() {
			invoke(this.method, this::returned, this::failed);
			return this.answer;
		}

		private void invoke(ControllerMethod target, Returned onReturn, Failed onFailure,
				@Nullable Object... provided) {
			Object value;
			CompletionStage<?> stage;
			try {
				value = ControllerCalls.this.scope.call(this.caller.identity(),
						() -> target.invoke(this.message, provided));
				stage = stageOf(value, target.getReturnType());
			}
			catch (Throwable ex) {
				onFailure.accept(FailureAnswers.unwrap(ex));
				return;
			}
			if (stage == null) {
				onReturn.accept(target, value);
				return;
			}
			stage.whenComplete((result, failure) -> resume(() -> {
				if (failure == null) {
					onReturn.accept(target, result);
				}
				else {
					onFailure.accept(FailureAnswers.unwrap(failure));
				}
			}));
		}

		private void resume(Runnable next) {
			if (Thread.currentThread() == this.applicationThread) {
				next.run();
				return;
			}
			try {
				ControllerCalls.this.executor.execute(next);
			}
			catch (RejectedExecutionException ex) {
				// The application shuts down; the client will find another node.
				this.answer.completeExceptionally(new CommandRejectedException(ErrorCode.INTERNAL));
			}
		}

		private void returned(ControllerMethod by, @Nullable Object value) {
			try {
				this.answer.complete(encode(by, value));
			}
			catch (Throwable ex) {
				reject(ControllerCalls.this.answers.answerTo(ex, by));
			}
		}

		private void failed(Throwable failure) {
			// A rejection is the application's answer already, not a fault to handle.
			ControllerMethod handler = (failure instanceof CommandRejectedException) ? null
					: this.method.controller().exceptionHandlerFor(failure);
			if (handler == null) {
				reject(ControllerCalls.this.answers.answerTo(failure, this.method));
				return;
			}
			invoke(handler, (by, value) -> handled(failure, by, value),
					(second) -> reject(ControllerCalls.this.answers.answerTo(second, handler)), failure,
					failure.getCause(), this.method);
		}

		private void handled(Throwable failure, ControllerMethod by, @Nullable Object value) {
			if (value != null && this.failureMayBeAnswered) {
				returned(by, value);
			}
			else {
				reject(ControllerCalls.this.answers.quietAnswerTo(failure));
			}
		}

		private void reject(CommandRejectedException rejection) {
			this.answer.completeExceptionally(rejection);
		}

	}

	private @Nullable Payload encode(ControllerMethod by, @Nullable Object value) {
		Object plain = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
		if (plain == null || plain instanceof Payload) {
			return (Payload) plain;
		}
		Message<?> encoded;
		try {
			encoded = this.json.toMessage(plain, null, by.getReturnType());
		}
		catch (RuntimeException ex) {
			throw new IllegalStateException("What " + by.describe() + " returned cannot be written as JSON", ex);
		}
		if (encoded == null) {
			throw new IllegalStateException("What " + by.describe() + " returned cannot be written as JSON");
		}
		return Payload.json((byte[]) encoded.getPayload());
	}

	private static @Nullable CompletionStage<?> stageOf(@Nullable Object value, MethodParameter type) {
		if (value instanceof CompletionStage<?> stage) {
			return stage;
		}
		if (value != null && REACTIVE != null && REACTIVE.isAsyncReturnValue(value, type)) {
			return REACTIVE.toCompletableFuture(value, type);
		}
		return null;
	}

	/** What follows when a method has returned. */
	private interface Returned {

		void accept(ControllerMethod by, @Nullable Object value);

	}

	/** What follows when a method has thrown. */
	private interface Failed {

		void accept(Throwable failure);

	}

}
