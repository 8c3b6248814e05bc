package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.realtime.loop.Loop;
import dev.realtime.loop.Loops;
import dev.realtime.loop.Walk;

/**
 * Who is there, loop by loop, with one sweep per loop that asks every session what its
 * heartbeat wants. The sweep runs while there are sessions.
 */
final class SessionRegistry {

	private static final Duration SWEEP = Duration.ofSeconds(1);

	private final Map<Loop, Place> places = new IdentityHashMap<>();

	private final AtomicLong numbers = new AtomicLong();

	private final KnownSoftware software = new KnownSoftware();

	SessionRegistry(Loops loops, Duration batchDelay) {
		loops.all().forEach((loop) -> this.places.put(loop, new Place(loop, batchDelay)));
	}

	/**
	 * Visits every session that is open, each on its loop and some at a time. Any thread.
	 * @param begin makes for each loop what its visits add to
	 * @param visit adds a session to it
	 * @param end what is answered of it
	 */
	<A, R> CompletionStage<List<R>> walk(Supplier<A> begin, BiConsumer<A, ClientSession> visit, Function<A, R> end) {
		List<CompletableFuture<R>> answers = new ArrayList<>();
		this.places.forEach((loop, place) -> {
			A seen = begin.get();
			answers.add(Walk.over(loop, () -> place.sessions, (session) -> {
				if (session.isOpen()) {
					visit.accept(seen, session);
				}
			}, () -> end.apply(seen)).toCompletableFuture());
		});
		return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
			.thenApply((done) -> answers.stream().map(CompletableFuture::join).toList());
	}

	/** Counts sessions, from 1. Any thread. */
	long nextNumber() {
		return this.numbers.incrementAndGet();
	}

	/** What clients say they run. */
	KnownSoftware software() {
		return this.software;
	}

	/** Finds on each loop those whose clients have been silent longest. Any thread. */
	CompletionStage<List<Silence>> longestSilent(int count) {
		List<CompletableFuture<List<Silence>>> answers = new ArrayList<>();
		this.places.forEach((loop, place) -> answers
			.add(CompletableFuture.supplyAsync(() -> Silence.longest(place.sessions, count), loop)));
		return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
			.thenApply((done) -> answers.stream().map(CompletableFuture::join).flatMap(List::stream).toList());
	}

	/** Where the sessions of a loop wait for more; nothing if they never wait. */
	@Nullable BatchWindow batchWindow(Loop loop) {
		return place(loop).batchWindow;
	}

	/** On the session's loop. */
	void add(ClientSession session) {
		place(session.loop()).add(session);
	}

	/** On the session's loop. */
	void remove(ClientSession session) {
		place(session.loop()).remove(session);
	}

	/** Calls an action with every session, each on its loop, later. Any thread. */
	void forEach(Consumer<ClientSession> action) {
		this.places.forEach((loop, place) -> loop.execute(() -> List.copyOf(place.sessions).forEach(action)));
	}

	private Place place(Loop loop) {
		Place place = this.places.get(loop);
		if (place == null) {
			throw new IllegalArgumentException(loop + " is not a loop of this node");
		}
		return place;
	}

	private static final class Place {

		private final Loop loop;

		private final List<ClientSession> sessions = new ArrayList<>();

		private final @Nullable BatchWindow batchWindow;

		private boolean sweeping;

		Place(Loop loop, Duration batchDelay) {
			this.loop = loop;
			this.batchWindow = batchDelay.isZero() ? null : new BatchWindow(loop, batchDelay);
		}

		void add(ClientSession session) {
			session.index = this.sessions.size();
			this.sessions.add(session);
			if (!this.sweeping) {
				this.sweeping = true;
				this.loop.schedule(SWEEP, this::sweep);
			}
		}

		void remove(ClientSession session) {
			int index = session.index;
			if (index < 0) {
				return;
			}
			ClientSession last = this.sessions.remove(this.sessions.size() - 1);
			if (last != session) {
				this.sessions.set(index, last);
				last.index = index;
			}
			session.index = -1;
		}

		private void sweep() {
			long now = this.loop.ticker().nanoTime();
			// Backwards: one that ends is replaced by the last, which has been asked.
			for (int i = this.sessions.size() - 1; i >= 0; i--) {
				this.sessions.get(i).sweep(now);
			}
			this.sweeping = !this.sessions.isEmpty();
			if (this.sweeping) {
				this.loop.schedule(SWEEP, this::sweep);
			}
		}

	}

}
