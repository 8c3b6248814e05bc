package dev.realtime.testing;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import dev.realtime.cluster.ClientDirectory;
import dev.realtime.cluster.Registration;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;

/**
 * A directory whose store a test takes away or slows down. Calls that are held are made
 * when they are let go, in order.
 */
public final class GatedClientDirectory implements ClientDirectory {

	private final ClientDirectory store;

	private final Queue<Runnable> held = new ArrayDeque<>();

	/** What was called, in order. */
	private final Queue<String> calls = new ConcurrentLinkedQueue<>();

	private volatile boolean away;

	private volatile boolean holding;

	/**
	 * Puts a gate before a directory.
	 * @param store what is behind it
	 */
	public GatedClientDirectory(ClientDirectory store) {
		this.store = store;
	}

	/**
	 * Takes the store away or brings it back.
	 * @param newAway whether calls fail from now on
	 */
	public void away(boolean newAway) {
		this.away = newAway;
	}

	/**
	 * Holds all calls from now on.
	 */
	public void hold() {
		this.holding = true;
	}

	/**
	 * Lets go what was held, and holds no more.
	 */
	public void letGo() {
		this.holding = false;
		for (Runnable call = this.held.poll(); call != null; call = this.held.poll()) {
			call.run();
		}
	}

	/**
	 * Returns what was called.
	 * @return names of methods, oldest first
	 */
	public List<String> calls() {
		return List.copyOf(this.calls);
	}

	@Override
	public void whenLost(Runnable listener) {
		this.store.whenLost(listener);
	}

	@Override
	public CompletionStage<List<Registration>> register(UserId user, ClientId client) {
		return gated("register", () -> this.store.register(user, client));
	}

	@Override
	public CompletionStage<Void> restore(UserId user, Registration registration) {
		return gated("restore", () -> this.store.restore(user, registration));
	}

	@Override
	public CompletionStage<Void> unregister(UserId user, ClientId client) {
		return gated("unregister", () -> this.store.unregister(user, client));
	}

	@Override
	public CompletionStage<Void> remove(UserId user, Registration registration) {
		return gated("remove", () -> this.store.remove(user, registration));
	}

	@Override
	public CompletionStage<List<Registration>> find(UserId user) {
		return gated("find", () -> this.store.find(user));
	}

	private <T> CompletionStage<T> gated(String name, Supplier<CompletionStage<T>> call) {
		this.calls.add(name);
		if (this.away) {
			return CompletableFuture.failedFuture(new IllegalStateException("The store is away, for a test"));
		}
		if (!this.holding) {
			return call.get();
		}
		CompletableFuture<T> later = new CompletableFuture<>();
		this.held.add(() -> call.get().whenComplete((result, failure) -> {
			if (failure != null) {
				later.completeExceptionally(failure);
			}
			else {
				later.complete(result);
			}
		}));
		return later;
	}

}
