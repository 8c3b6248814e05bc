package dev.realtime.overload;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The tier of a node: what the sensors ask for, unless an operator has set another.
 *
 * <p>
 * Up it goes at once and any number of steps, down one step at a time, each after
 * {@link OverloadSettings#hold()} in which no sensor asked for the present tier. A sensor
 * that was over a threshold asks for its tier until it is a fifth below it, or below the
 * threshold of the next lower tier if that is nearer. One single measurement of the loop
 * lag is a spike and counts for nothing, two in a row are trouble. With readings every
 * {@link #READ_EVERY} that is: a loop that stands still for less has not been seen twice.
 *
 * <p>
 * An override counts at once and as it is, without steps, in both directions, until it
 * ends or expires; meanwhile the pressure is weighed as ever and stays visible.
 *
 * <p>
 * Does nothing but decide. One thread at a time may call it, always the same clock in its
 * hands; {@link #view} is for any thread.
 */
public final class Overload {

	/** How often readings are to be taken. */
	public static final Duration READ_EVERY = Duration.ofMillis(500);

	private final Pressure pressure;

	private @Nullable TierOverride override;

	private volatile OverloadView view;

	/**
	 * A node that has just started, in good health.
	 * @param settings thresholds
	 * @param nowNanos now
	 */
	public Overload(OverloadSettings settings, long nowNanos) {
		this.pressure = new Pressure(settings.pressure(), settings.hold());
		this.view = new OverloadView(Tier.NORMAL, Tier.NORMAL, null, this.pressure.cause(), nowNanos,
				PressureReading.CALM);
	}

	/**
	 * Weighs what the sensors say, and ends an override that has expired.
	 * @param reading what they say
	 * @param nowNanos now
	 * @return the change, or nothing if the tier that counts stays
	 */
	public Optional<TierChange> read(PressureReading reading, long nowNanos) {
		Tier before = this.pressure.tier();
		this.pressure.weigh(reading, nowNanos);
		TierOverride over = this.override;
		if (over != null && nowNanos - over.untilNanos() >= 0) {
			this.override = null;
			return settle("the override to " + over.tier() + " by " + over.by() + " has expired, and "
					+ this.pressure.cause(), reading, nowNanos);
		}
		boolean moved = over == null && before != this.pressure.tier();
		return settle(moved ? this.pressure.cause() : this.view.cause(), reading, nowNanos);
	}

	/**
	 * Sets the tier, whatever the sensors say, in the place of an earlier override.
	 * @param tier which
	 * @param by who wants it, 1 to 128 characters, none of them a control character
	 * @param lasting for how long, more than nothing and at most
	 * {@link TierOverride#LONGEST}
	 * @param nowNanos now
	 * @return the change, or nothing if the tier was this one already
	 * @throws IllegalArgumentException if it would last too long, or nobody wants it
	 */
	public Optional<TierChange> override(Tier tier, String by, Duration lasting, long nowNanos) {
		this.override = TierOverride.lasting(tier, by, lasting, nowNanos);
		return settle(by + " has set it for " + Words.of(lasting), this.view.reading(), nowNanos);
	}

	/**
	 * Lets the sensors decide again, before an override has expired.
	 * @param by who wants it, 1 to 128 characters, none of them a control character
	 * @param nowNanos now
	 * @return the change, or nothing if the tier that counts stays, as it does if there
	 * is no override
	 * @throws IllegalArgumentException if nobody wants it
	 */
	public Optional<TierChange> endOverride(String by, long nowNanos) {
		TierOverride.checkName(by);
		TierOverride over = this.override;
		if (over == null) {
			return Optional.empty();
		}
		this.override = null;
		return settle(by + " has ended the override to " + over.tier() + ", and " + this.pressure.cause(),
				this.view.reading(), nowNanos);
	}

	/**
	 * Returns how things stand. For any thread.
	 * @return a snapshot, as of the last call that changed or read something
	 */
	public OverloadView view() {
		return this.view;
	}

	private Optional<TierChange> settle(String cause, PressureReading reading, long nowNanos) {
		OverloadView before = this.view;
		TierOverride over = this.override;
		Tier tier = (over != null) ? over.tier() : this.pressure.tier();
		boolean changed = tier != before.tier();
		this.view = new OverloadView(tier, this.pressure.tier(), over, cause, changed ? nowNanos : before.sinceNanos(),
				reading);
		return changed ? Optional.of(new TierChange(before.tier(), tier, cause)) : Optional.empty();
	}

}
