package dev.realtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.control.OverloadControl;

/**
 * Meters of how a node copes. Thread-safe.
 */
public final class ControlMeters implements MeterBinder {

	private final OverloadControl overload;

	/**
	 * Makes the meters.
	 * @param overload knows how the node copes
	 */
	public ControlMeters(OverloadControl overload) {
		this.overload = overload;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters.TIER.register(registry, this.overload, (control) -> control.view().tier().ordinal());
		Meters.OCCUPANCY.register(registry, this.overload, (control) -> control.occupancy().fraction());
	}

}
