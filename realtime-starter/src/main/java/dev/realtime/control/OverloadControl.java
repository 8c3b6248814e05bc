package dev.realtime.control;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.TierChangedEvent;
import dev.realtime.admission.Door;
import dev.realtime.admission.NodeLoad;
import dev.realtime.channel.Channels;
import dev.realtime.channel.PriorityOverrides;
import dev.realtime.channel.TrafficPolicy;
import dev.realtime.loop.Ticker;
import dev.realtime.overload.Occupancy;
import dev.realtime.overload.Occupancy.Resource;
import dev.realtime.overload.OccupancyLevel;
import dev.realtime.overload.OccupancyReading;
import dev.realtime.overload.Overload;
import dev.realtime.overload.OverloadSettings;
import dev.realtime.overload.OverloadView;
import dev.realtime.overload.PressureReading;
import dev.realtime.overload.Tier;
import dev.realtime.overload.TierChange;

/**
 * Looks at the sensors and does what each tier asks for. Everything happens on the one
 * thread that calls {@link #run()} regularly; what others want is handed over to it, and
 * what they may know can be read from any thread.
 */
public final class OverloadControl implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(OverloadControl.class);

	private final OverloadSettings settings;

	private final Supplier<PressureReading> pressure;

	private final Supplier<OccupancyReading> occupied;

	private final Channels channels;

	private final Door door;

	private final Ticker ticker;

	private final Consumer<Object> events;

	private final Requests requests = new Requests();

	private final Overload overload;

	private volatile Occupancy occupancy = Occupancy.EMPTY;

	private PriorityOverrides priorities = PriorityOverrides.NONE;

	/**
	 * Makes the control of a node.
	 * @param settings thresholds
	 * @param pressure what the sensors say
	 * @param occupied what the node holds
	 * @param channels where tiers and priorities take effect
	 * @param door told whether clients may be let in
	 * @param ticker the clock
	 * @param events takes events for the application; must not block
	 */
	public OverloadControl(OverloadSettings settings, Supplier<PressureReading> pressure,
			Supplier<OccupancyReading> occupied, Channels channels, Door door, Ticker ticker, Consumer<Object> events) {
		this.settings = settings;
		this.pressure = pressure;
		this.occupied = occupied;
		this.channels = channels;
		this.door = door;
		this.ticker = ticker;
		this.events = events;
		this.overload = new Overload(settings, ticker.nanoTime());
	}

	/**
	 * Looks once, and does what others have asked for.
	 */
	@Override
	public void run() {
		this.requests.runAll();
		this.overload.read(this.pressure.get(), this.ticker.nanoTime()).ifPresent(this::changed);
		Occupancy before = this.occupancy;
		Occupancy now = before.next(this.occupied.get(), this.settings.occupancy());
		this.occupancy = now;
		if (now.level() != before.level()) {
			tell(before, now);
		}
		this.door.load(load(now));
	}

	/**
	 * Returns how things stand.
	 * @return a snapshot, any thread
	 */
	public OverloadView view() {
		return this.overload.view();
	}

	/**
	 * Returns how full the node is.
	 * @return as of the last look, any thread
	 */
	public Occupancy occupancy() {
		return this.occupancy;
	}

	/**
	 * Sets the tier whatever the sensors say. Any thread.
	 * @param tier which
	 * @param by who wants it, for the log
	 * @param lasting for how long
	 * @return completed when it counts, exceptionally with an
	 * {@link IllegalArgumentException} if it would last too long
	 */
	public CompletionStage<Void> override(Tier tier, String by, Duration lasting) {
		return this.requests.add(() -> changed(this.overload.override(tier, by, lasting, this.ticker.nanoTime())));
	}

	/**
	 * Lets the sensors decide again. Any thread.
	 * @param by who wants it, for the log
	 * @return completed when it counts
	 */
	public CompletionStage<Void> endOverride(String by) {
		return this.requests.add(() -> changed(this.overload.endOverride(by, this.ticker.nanoTime())));
	}

	/**
	 * Lets channels matter more or less than their rules say. Any thread.
	 * @param overrides all that hold from now on
	 * @return completed when they count
	 */
	public CompletableFuture<Void> prioritize(PriorityOverrides overrides) {
		return this.requests.add(() -> {
			this.priorities = overrides;
			apply(this.overload.view().tier());
		});
	}

	private void changed(Optional<TierChange> change) {
		change.ifPresent(this::changed);
	}

	private void changed(TierChange change) {
		if (change.isUp()) {
			logger.warn("Tier {} -> {}: {}", change.from(), change.to(), change.cause());
		}
		else {
			logger.info("Tier {} -> {}: {}", change.from(), change.to(), change.cause());
		}
		apply(change.to());
		this.events.accept(new TierChangedEvent(change.from(), change.to(), change.cause()));
	}

	private void apply(Tier tier) {
		this.channels
			.apply(new TrafficPolicy(tier.isAtLeast(Tier.THROTTLE), tier.isAtLeast(Tier.SHED), this.priorities));
	}

	/**
	 * Between {@link OccupancyLevel#OPEN} and {@link OccupancyLevel#FULL} everybody is
	 * let in. At {@link OccupancyLevel#POLL} clients that only read would be offered
	 * polling where there is any: that level is known here and nowhere else.
	 */
	private NodeLoad load(Occupancy now) {
		if (this.overload.view().tier() == Tier.REJECT) {
			return NodeLoad.OVERLOADED;
		}
		// Where no room is kept free the door counts for itself, and exactly.
		boolean counted = this.settings.occupancy().refuse() >= 1 && now.decidedBy() == Resource.CONNECTIONS;
		return (now.level() == OccupancyLevel.FULL && !counted) ? NodeLoad.FULL : NodeLoad.OPEN;
	}

	private static void tell(Occupancy before, Occupancy now) {
		if (now.level().compareTo(before.level()) > 0) {
			logger.warn("Occupancy {} -> {}: {}", before.level(), now.level(), now.cause());
		}
		else {
			logger.info("Occupancy {} -> {}: {}", before.level(), now.level(), now.cause());
		}
	}

}
