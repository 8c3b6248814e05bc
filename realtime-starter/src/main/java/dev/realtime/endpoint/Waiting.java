package dev.realtime.endpoint;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Waits for an answer, on a thread of the web server.
 */
final class Waiting {

	/** The bus answers twice within a second, a store within two. */
	private static final long MOST_SECONDS = 4;

	private static final Logger logger = LoggerFactory.getLogger(Waiting.class);

	private Waiting() {
	}

	/**
	 * Waits and answers.
	 * @param stage what is waited for
	 * @param answer makes the response of it; whoever calls has found out before whether
	 * the request makes sense, an {@link IllegalArgumentException} is not caught here
	 */
	static <T> WebEndpointResponse<OperationResponseBody> response(CompletionStage<T> stage,
			Function<T, WebEndpointResponse<OperationResponseBody>> answer) {
		try {
			return answer.apply(stage.toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			logger.warn("An operator's request cannot be answered: {}", String.valueOf(ex.getCause()));
			return Problem.response(Problem.AWAY,
					"what is ordered cannot be read or written, the store is away: try again when it is back");
		}
		catch (TimeoutException ex) {
			return Problem.response(Problem.AWAY, "no answer within " + MOST_SECONDS
					+ " s; what was ordered may have been done all the same: look before you try again");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Problem.response(Problem.AWAY, "this node is shutting down: ask another one");
		}
	}

	/** Waits for something that can always be told. */
	static <T> WebEndpointResponse<OperationResponseBody> found(CompletionStage<T> stage,
			Function<T, OperationResponseBody> body) {
		return response(stage, (answer) -> new WebEndpointResponse<>(body.apply(answer)));
	}

}
