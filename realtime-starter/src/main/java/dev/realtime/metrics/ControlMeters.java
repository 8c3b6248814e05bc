package dev.realtime.metrics;

import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.drain.DrainProgress;

/**
 * Meters of how a node copes, and whether it serves. Thread-safe.
 */
public final class ControlMeters implements MeterBinder {

	private final OverloadControl overload;

	private final NodeDrain drain;

	/**
	 * Makes the meters.
	 * @param overload knows how the node copes
	 * @param drain knows whether it serves
	 */
	public ControlMeters(OverloadControl overload, NodeDrain drain) {
		this.overload = overload;
		this.drain = drain;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters.TIER.register(registry, this.overload, (control) -> control.view().tier().ordinal());
		Meters.OCCUPANCY.register(registry, this.overload, (control) -> control.occupancy().fraction());
		Meters.DRAIN_PHASE.register(registry, this.drain, (node) -> node.state().phase().ordinal());
		Meters.DRAIN_REMAINING.register(registry, this.drain, (node) -> of(node, DrainProgress::left));
		Meters.DRAIN_MOVED.register(registry, this.drain, (node) -> of(node, DrainProgress::moved));
	}

	private static long of(NodeDrain node, ToLongFunction<DrainProgress> figure) {
		DrainProgress progress = node.state().progress();
		return (progress != null) ? figure.applyAsLong(progress) : 0;
	}

}
