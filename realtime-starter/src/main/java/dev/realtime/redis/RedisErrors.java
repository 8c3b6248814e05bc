package dev.realtime.redis;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells apart what Redis answers. */
final class RedisErrors {

	private RedisErrors() {
	}

	static Throwable unwrap(Throwable failure) {
		Throwable cause = failure;
		while ((cause instanceof CompletionException || cause instanceof ExecutionException)
				&& cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	/** What to say of a failure, its causes included where the outermost says little. */
	static String text(Throwable failure) {
		Throwable cause = unwrap(failure);
		while (cause instanceof RedisConnectionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	static boolean isNoScript(Throwable failure) {
		return answer(failure).startsWith("NOSCRIPT");
	}

	/** The server has not carried it out and may later. */
	static boolean isPassing(Throwable failure) {
		String answer = answer(failure);
		return answer.startsWith("TRYAGAIN") || answer.startsWith("CLUSTERDOWN") || answer.startsWith("LOADING")
				|| answer.startsWith("MASTERDOWN") || answer.startsWith("BUSY ") || isReadOnly(failure);
	}

	/** The server was a master and is none any more. */
	static boolean isReadOnly(Throwable failure) {
		return answer(failure).startsWith("READONLY") || answer(failure).contains("can't write against a read only");
	}

	static boolean isAnswer(Throwable failure) {
		return unwrap(failure) instanceof RedisCommandExecutionException;
	}

	static @Nullable Redirect redirect(Throwable failure) {
		String answer = answer(failure);
		boolean ask = answer.startsWith("ASK ");
		if (!ask && !answer.startsWith("MOVED ")) {
			return null;
		}
		String[] words = answer.split(" ");
		int colon = words[2].lastIndexOf(':');
		return new Redirect(ask, Integer.parseInt(words[1]), words[2].substring(0, colon),
				Integer.parseInt(words[2].substring(colon + 1)));
	}

	private static String answer(Throwable failure) {
		Throwable cause = unwrap(failure);
		return (cause instanceof RedisCommandExecutionException && cause.getMessage() != null) ? cause.getMessage()
				: "";
	}

	/**
	 * Where a slot is, as a server says.
	 *
	 * @param ask whether for one call only
	 * @param slot the slot
	 * @param host where
	 * @param port where
	 */
	record Redirect(boolean ask, int slot, String host, int port) {

	}

}
