package dev.realtime.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;

/**
 * One meter of the catalogue on its way into a registry.
 *
 * @param meter of the catalogue
 * @param registry where
 * @param tags with their values
 */
record Registration(Meters meter, MeterRegistry registry, Tags tags) {

	static Registration of(Meters meter, MeterRegistry registry, Tags tags) {
		return new Registration(meter, registry, tags);
	}

	/** A figure that is read when the registry asks. */
	<T> void figure(T source, ToDoubleFunction<T> figure) {
		String name = this.meter.meter();
		String unit = this.meter.unit().isEmpty() ? null : this.meter.unit();
		if (this.meter.type() == Meter.Type.COUNTER) {
			FunctionCounter.builder(name, source, figure)
				.tags(this.tags)
				.baseUnit(unit)
				.description(this.meter.description())
				.register(this.registry);
		}
		else if ("seconds".equals(unit)) {
			TimeGauge.builder(name, source, TimeUnit.NANOSECONDS, figure)
				.tags(this.tags)
				.description(this.meter.description())
				.register(this.registry);
		}
		else {
			Gauge.builder(name, source, figure)
				.tags(this.tags)
				.baseUnit(unit)
				.description(this.meter.description())
				.register(this.registry);
		}
	}

}
