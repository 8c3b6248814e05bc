package dev.realtime.security;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.ErrorCode;

/**
 * What surrounds every call into the application on behalf of a client: its controllers
 * and its {@code ChannelAuthorizer}. A scope makes the client known to the libraries that
 * ask the current thread who is calling, and knows what their exceptions mean to a
 * client.
 *
 * <p>
 * Thread-safe. It covers the calling thread until the work returns; what the work hands
 * to other threads is outside of it. Whatever it sets is undone before {@link #call}
 * returns, also when the work throws.
 */
public interface CallScope {

	/** Surrounds nothing. */
	CallScope NONE = new CallScope() {
	};

	/**
	 * Does some work on behalf of a client.
	 * @param <T> the kind of result
	 * @param identity who asks
	 * @param work what to do
	 * @return what the work returns
	 * @throws Exception what the work throws
	 */
	default <T extends @Nullable Object> T call(Identity identity, Callable<T> work) throws Exception {
		return work.call();
	}

	/**
	 * Tells what an exception out of such work means to the client, if it comes from a
	 * library this scope speaks for.
	 * @param failure the exception
	 * @return the error, or nothing if the exception says nothing about the client
	 */
	default @Nullable ErrorCode errorFor(Throwable failure) {
		return null;
	}

}
