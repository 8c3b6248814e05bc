package dev.realtime.drain;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Give;
import dev.realtime.drain.DrainOrder.Serve;

/**
 * Takes a node out of service and back, as it is told. Each call moves it by one phase at
 * most, so that every phase is seen.
 *
 * <p>
 * Guarantees: an order counts once, however often it is told, and an older one never
 * undoes a younger one. Nothing but an order brings a node back into service; that there
 * is no order changes nothing. Belongs to one thread at a time; closes nothing itself.
 */
public final class Drainer {

	private final Duration notice;

	private DrainPhase phase = DrainPhase.ACTIVE;

	private DrainOrder order = new Serve();

	private long lastHeard;

	private long lastDone;

	/** The process ends: no order is heard any more. */
	private boolean ending;

	private @Nullable Moving moving;

	private long resumingSinceNanos;

	private Duration resumingTime = Duration.ZERO;

	/**
	 * Makes the drainer of a node that serves.
	 * @param notice how long balancers need to notice that a node that was cordoned is
	 * back; after a drain its plan says it
	 */
	public Drainer(Duration notice) {
		this.notice = notice;
	}

	/**
	 * Hears an order.
	 * @param number its number, higher for a younger order; one that is not above the
	 * last changes nothing
	 * @param newOrder what is wanted
	 * @param nowNanos now, by the clock that only grows
	 * @param nowMillis now, in milliseconds since 1970, for those who read the progress
	 * @return what to do
	 */
	public DrainVerdict told(long number, DrainOrder newOrder, long nowNanos, long nowMillis) {
		DrainPhase before = this.phase;
		if (!this.ending && number > this.lastHeard) {
			this.lastHeard = number;
			obey(newOrder, nowNanos, nowMillis);
		}
		return DrainVerdict.of(before, this.phase);
	}

	/**
	 * Begins to empty the node because its process ends. No order is heard any more.
	 * @param plan how; it counts as forced, for the clients go elsewhere in any case
	 * @param nowNanos now, by the clock that only grows
	 * @param nowMillis now, in milliseconds since 1970
	 * @return what to do
	 */
	public DrainVerdict shutDown(DrainPlan plan, long nowNanos, long nowMillis) {
		DrainPhase before = this.phase;
		if (!this.ending) {
			this.ending = true;
			obey(new Drain(plan.withForced(true)), nowNanos, nowMillis);
		}
		return DrainVerdict.of(before, this.phase);
	}

	private void obey(DrainOrder newOrder, long nowNanos, long nowMillis) {
		newOrder.dispatchTo(new DrainOrder.Handler<@Nullable Void>() {

			@Override
			public @Nullable Void serve(Serve serve) {
				resume(serve, nowNanos);
				return null;
			}

			@Override
			public @Nullable Void cordon(Cordon cordon) {
				Drainer.this.order = cordon;
				Drainer.this.moving = null;
				Drainer.this.phase = DrainPhase.CORDONED;
				return null;
			}

			@Override
			public @Nullable Void drain(Drain drain) {
				begin(drain, nowNanos, nowMillis);
				return null;
			}

			@Override
			public @Nullable Void give(Give give) {
				begin(give, nowNanos, nowMillis);
				return null;
			}

		});
	}

	private void resume(Serve serve, long nowNanos) {
		if (this.phase != DrainPhase.ACTIVE && this.phase != DrainPhase.RESUMING) {
			// Balancers have noticed nothing of a node that only gave some connections.
			this.resumingTime = isReady() ? Duration.ZERO
					: (this.order instanceof Drain drain) ? drain.plan().balancerWait() : this.notice;
			this.resumingSinceNanos = nowNanos;
			this.phase = DrainPhase.RESUMING;
		}
		this.order = serve;
		this.moving = null;
	}

	private void begin(Drain drain, long nowNanos, long nowMillis) {
		if (this.order instanceof Drain && this.moving != null) {
			this.moving.replan(drain.plan(), nowNanos);
		}
		else {
			this.moving = Moving.all(drain.plan(), nowNanos, nowMillis);
			this.phase = DrainPhase.CORDONED;
		}
		this.order = drain;
	}

	/** One that is on its way out keeps to that: it gives everything, or nothing. */
	private void begin(Give give, long nowNanos, long nowMillis) {
		if (isReady()) {
			this.moving = Moving.some(give, nowNanos, nowMillis);
			this.order = give;
			this.phase = DrainPhase.DRAINING;
		}
	}

	/**
	 * Lets time pass. To be called at least every second: of a longer silence only two
	 * seconds count.
	 * @param nowNanos now, by the clock that only grows
	 * @param connections how many connections the node has, those that are closing among
	 * them
	 * @param obstacle why no other node should get connections just now, if that is so
	 * @return what to do
	 */
	public DrainVerdict tick(long nowNanos, int connections, @Nullable String obstacle) {
		DrainPhase before = this.phase;
		if (this.moving != null) {
			this.moving.see(connections, obstacle, nowNanos);
		}
		boolean goesOn = this.phase == DrainPhase.DRAINING && this.moving != null && !this.moving.isDone();
		if (!goesOn) {
			this.phase = following(nowNanos, connections);
		}
		if (isDone()) {
			this.lastDone = this.lastHeard;
		}
		return (goesOn && this.moving != null) ? this.moving.next(before, nowNanos)
				: DrainVerdict.of(before, this.phase);
	}

	private DrainPhase following(long nowNanos, int connections) {
		return switch (this.phase) {
			case ACTIVE -> DrainPhase.ACTIVE;
			case CORDONED -> (this.order instanceof Drain) ? DrainPhase.WAITING : DrainPhase.CORDONED;
			case WAITING ->
				(this.moving == null || this.moving.hasWaited(nowNanos)) ? drainingFrom(nowNanos) : DrainPhase.WAITING;
			case DRAINING -> (this.order instanceof Give) ? given(nowNanos) : DrainPhase.DRAINED;
			// A handshake that had begun before handshakes were refused.
			case DRAINED -> (connections > 0) ? drainingFrom(nowNanos) : DrainPhase.DRAINED;
			case RESUMING -> (nowNanos - this.resumingSinceNanos >= this.resumingTime.toNanos()) ? DrainPhase.ACTIVE
					: DrainPhase.RESUMING;
		};
	}

	private DrainPhase drainingFrom(long nowNanos) {
		if (this.moving != null) {
			this.moving.start(nowNanos);
		}
		return DrainPhase.DRAINING;
	}

	private DrainPhase given(long nowNanos) {
		if (this.moving == null || this.moving.hasSettled(nowNanos)) {
			resume(new Serve(), nowNanos);
		}
		return this.phase;
	}

	private boolean isDone() {
		return switch (this.phase) {
			case ACTIVE, DRAINED -> true;
			case CORDONED -> this.order instanceof Cordon;
			case WAITING, DRAINING, RESUMING -> false;
		};
	}

	/**
	 * Notes connections that were closed because a verdict said so.
	 * @param asked how many were to be closed
	 * @param count how many were; others have ended by themselves meanwhile
	 * @param nowNanos now, by the clock that only grows
	 */
	public void closed(int asked, int count, long nowNanos) {
		if (this.moving != null) {
			this.moving.closed(asked, count, nowNanos);
		}
	}

	/**
	 * Notes what has become of the clients that were moved.
	 * @param exactly how many more another node has recognised
	 * @param estimated how many others seem to have come back elsewhere, in all
	 */
	public void recovered(int exactly, long estimated) {
		if (this.moving != null) {
			this.moving.recovered(exactly, estimated);
		}
	}

	/**
	 * Returns where the node stands.
	 * @return its phase
	 */
	public DrainPhase phase() {
		return this.phase;
	}

	/**
	 * Whether balancers are told to send clients. A node that gives some connections goes
	 * on being ready: many that were not would take the application's other requests down
	 * with them.
	 * @return false from an order to cordon or drain until one to serve
	 */
	public boolean isReady() {
		return !this.phase.isLeaving() || this.order instanceof Give;
	}

	/**
	 * Returns which connections go first.
	 * @return what the plan says that is carried out
	 */
	public MoveOrder moveOrder() {
		return (this.moving != null) ? this.moving.plan().order() : MoveOrder.LOWEST_PRIORITY_FIRST;
	}

	/**
	 * Returns how long the clients that are closed are asked to wait at most.
	 * @return what the plan says that is carried out
	 */
	public Duration spread() {
		return (this.moving != null) ? this.moving.plan().spread() : Duration.ZERO;
	}

	/**
	 * Returns the order that was heard last.
	 * @return its number, 0 if there was none
	 */
	public long lastHeard() {
		return this.lastHeard;
	}

	/**
	 * Returns the order that was carried out last.
	 * @return its number, 0 if there was none
	 */
	public long lastDone() {
		return this.lastDone;
	}

	/**
	 * Returns how far the drain has come that is under way or was the last order.
	 * @param nowNanos now, by the clock that only grows
	 * @return nothing if the node was told to serve or was only cordoned
	 */
	public Optional<DrainProgress> progress(long nowNanos) {
		return Optional.ofNullable(this.moving).map((current) -> current.progress(nowNanos));
	}

}
