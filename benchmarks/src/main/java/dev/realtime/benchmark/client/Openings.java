package dev.realtime.benchmark.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * How many connections may be opening at a time, and the first reason why one ended.
 * Thread-safe.
 */
final class Openings implements LoadConnection.Opening {

	private final byte[] request;

	private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

	private volatile Semaphore permits = new Semaphore(0);

	Openings(byte[] request) {
		this.request = request;
	}

	Semaphore begin(int atOnce) {
		this.permits = new Semaphore(atOnce);
		return this.permits;
	}

	@Override
	public byte[] request() {
		return this.request;
	}

	@Override
	public void ready() {
		this.permits.release();
	}

	@Override
	public void failed(String reason) {
		this.failure.compareAndSet(null, reason);
	}

	boolean hasFailed() {
		return this.failure.get() != null;
	}

	String failures() {
		String reason = this.failure.get();
		return (reason != null) ? " " + reason : "";
	}

}
