package dev.realtime.control;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.DrainPhaseEvent;
import dev.realtime.admission.Door;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.DrainProgress;
import dev.realtime.drain.DrainVerdict;
import dev.realtime.drain.Drainer;
import dev.realtime.loop.Ticker;
import dev.realtime.protocol.CloseReason;
import dev.realtime.session.Sessions;

/**
 * Does what the drainer decides: tells balancers, refuses handshakes, closes connections.
 * Everything happens on the one thread that calls {@link #run()} regularly; orders are
 * handed over to it, and where the node stands can be read from any thread.
 */
public final class NodeDrain implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(NodeDrain.class);

	/** How often it looks: a drain of 10 a second moves one by one. */
	public static final Duration LOOK_EVERY = Duration.ofMillis(100);

	/** Client libraries come back with their back-off, and recover. */
	private static final CloseReason MOVED = CloseReason.FORCE_RECONNECT.because("this node gives its clients away");

	private final Requests requests = new Requests();

	private final Drainer drainer;

	private final ConnectionMover mover;

	private final Door door;

	private final Supplier<Optional<String>> obstacle;

	private final Ticker ticker;

	private final Consumer<Object> events;

	private final Consumer<Boolean> readiness;

	private boolean ready = true;

	private boolean ending;

	private volatile State state = new State(DrainPhase.ACTIVE, 0, 0, null);

	/**
	 * Makes the drain of a node that serves.
	 * @param notice how long balancers need to notice
	 * @param sessions whose connections are closed
	 * @param door told whether handshakes are refused
	 * @param obstacle why no other node should get connections just now
	 * @param ticker the clock
	 * @param events takes events for the application; must not block
	 * @param readiness told when balancers shall send clients, and when not; must not
	 * block
	 */
	public NodeDrain(Duration notice, Sessions sessions, Door door, Supplier<Optional<String>> obstacle, Ticker ticker,
			Consumer<Object> events, Consumer<Boolean> readiness) {
		this.drainer = new Drainer(notice);
		this.mover = new ConnectionMover(sessions);
		this.door = door;
		this.obstacle = obstacle;
		this.ticker = ticker;
		this.events = events;
		this.readiness = readiness;
	}

	/**
	 * Hears what others want, and lets time pass.
	 */
	@Override
	public void run() {
		this.requests.runAll();
		act(this.drainer.tick(this.ticker.nanoTime(), this.mover.connections(), this.obstacle.get().orElse(null)));
	}

	/**
	 * Hears an order. Any thread.
	 * @param number its number; one that is not above the last changes nothing
	 * @param wanted what is wanted
	 * @return completed when it was heard
	 */
	public CompletionStage<Void> told(long number, DrainOrder wanted) {
		return this.requests.add(() -> {
			act(this.drainer.told(number, wanted, this.ticker.nanoTime(), this.ticker.currentTimeMillis()));
		});
	}

	/**
	 * Begins to empty the node because its process ends. No order is heard any more. Any
	 * thread.
	 * @param plan how
	 * @return completed when it has begun
	 */
	public CompletableFuture<Void> shutDown(DrainPlan plan) {
		return this.requests.add(() -> {
			this.ending = true;
			act(this.drainer.shutDown(plan, this.ticker.nanoTime(), this.ticker.currentTimeMillis()));
		});
	}

	/**
	 * Hears what has become of the clients it has closed. Any thread.
	 * @param exactly how many more another node has recognised
	 * @param estimated how many others seem to have come back elsewhere, in all
	 */
	void recovered(int exactly, long estimated) {
		this.requests.add(() -> this.drainer.recovered(exactly, estimated));
	}

	/**
	 * Returns where the node stands.
	 * @return a snapshot, any thread
	 */
	public State state() {
		return this.state;
	}

	private void act(DrainVerdict verdict) {
		if (verdict.isPhaseChanged()) {
			logger.info("Drain {} -> {}, {} connections left", verdict.before(), verdict.phase(),
					this.mover.connections());
			this.door.refuse(verdict.phase().refusesHandshakes());
			this.events.accept(new DrainPhaseEvent(verdict.before(), verdict.phase()));
		}
		if (this.drainer.isReady() != this.ready) {
			this.ready = this.drainer.isReady();
			this.readiness.accept(this.ready);
		}
		switch (verdict.flow()) {
			case STEADY -> {
				// As before.
			}
			case PAUSED -> logger.warn("The drain pauses: {}", verdict.reason());
			case RESUMED -> logger.info("The drain goes on");
		}
		if (verdict.close() > 0) {
			int asked = verdict.close();
			this.mover.close(asked, this.drainer.moveOrder(), reason())
				.thenAccept((closed) -> this.requests
					.add(() -> this.drainer.closed(asked, closed, this.ticker.nanoTime())));
		}
		this.state = new State(verdict.phase(), this.drainer.lastHeard(), this.drainer.lastDone(),
				this.drainer.progress(this.ticker.nanoTime()).orElse(null));
	}

	/** With the words by which {@code client.js} knows how long it may take its time. */
	private CloseReason reason() {
		CloseReason reason = this.ending ? CloseReason.SHUTDOWN : MOVED;
		long seconds = this.drainer.spread().toSeconds();
		return (seconds == 0) ? reason
				: new CloseReason(reason.code(), reason.reason() + "; come back within " + seconds + " s");
	}

	/**
	 * Where a node stands.
	 *
	 * @param phase between serving and being empty
	 * @param heard number of the order it has heard last
	 * @param done number of the order it has carried out last
	 * @param progress how far a drain has come, if there is or was one
	 */
	public record State(DrainPhase phase, long heard, long done, @Nullable DrainProgress progress) {

	}

}
