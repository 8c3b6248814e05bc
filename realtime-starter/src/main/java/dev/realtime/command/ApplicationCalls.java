package dev.realtime.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.CommandRejectedException;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.security.CallScope;
import dev.realtime.security.Identity;

/**
 * Runs the application's code where it may block, and brings the answer back to the loop.
 * Thread-safe.
 */
public final class ApplicationCalls {

	private static final Logger logger = LoggerFactory.getLogger(ApplicationCalls.class);

	private final Executor executor;

	private final CallScope scope;

	private final RepeatedFailures<Class<?>> failures = new RepeatedFailures<>(System::nanoTime);

	/**
	 * Makes one.
	 * @param executor the application executor
	 * @param scope what surrounds each call
	 */
	public ApplicationCalls(Executor executor, CallScope scope) {
		this.executor = executor;
		this.scope = scope;
	}

	/**
	 * Returns the application executor.
	 * @return where application code runs
	 */
	public Executor executor() {
		return this.executor;
	}

	/**
	 * Calls application code and hands its answer to the client's loop.
	 * @param client on whose behalf
	 * @param work the application's code
	 * @param answer called on the client's loop with the result or with the failure
	 * @param <T> kind of result
	 */
	<T extends @Nullable Object> void call(Client client, Callable<CompletionStage<T>> work,
			BiConsumer<@Nullable T, @Nullable Throwable> answer) {
		Identity identity = client.identity();
		try {
			this.executor.execute(() -> callHere(identity, work)
				.whenComplete((result, failure) -> client.loop().execute(() -> answer.accept(result, failure))));
		}
		catch (RejectedExecutionException ex) {
			answer.accept(null, ex);
		}
	}

	private <T extends @Nullable Object> CompletionStage<T> callHere(Identity identity,
			Callable<CompletionStage<T>> work) {
		try {
			CompletionStage<T> stage = this.scope.call(identity, work);
			return Objects.requireNonNull(stage, "The application returned null instead of a stage");
		}
		catch (Exception | Error ex) {
			// Whatever it is, the client is owed an answer; errorFor logs it.
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Tells what a failure of application code means to the client. What the application
	 * did not mean for the client's eyes is logged, once a minute for each kind, and
	 * becomes error 100.
	 * @param what what was attempted, for the log
	 * @param failure the failure
	 * @return the error
	 */
	ProtocolError errorFor(String what, Throwable failure) {
		Throwable cause = unwrap(failure);
		if (cause instanceof CommandRejectedException rejected) {
			return rejected.error();
		}
		ErrorCode known = this.scope.errorFor(cause);
		if (known != null) {
			return known.error();
		}
		long unsaid = this.failures.next(cause.getClass());
		if (unsaid != RepeatedFailures.SILENCE) {
			logger.warn(
					what + " failed" + ((unsaid > 0) ? " (" + unsaid + " more failures since this was last said)" : ""),
					cause);
		}
		return ErrorCode.INTERNAL.error();
	}

	static Throwable unwrap(Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

}
