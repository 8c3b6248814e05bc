package dev.realtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.channel.PublisherStats;

/**
 * Meters of what the application publishes, whether or not it takes connections.
 * Thread-safe.
 */
public final class PublisherMeters implements MeterBinder {

	private final PublisherStats publisher;

	/**
	 * Makes the meters.
	 * @param publisher what the application has published
	 */
	public PublisherMeters(PublisherStats publisher) {
		this.publisher = publisher;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters.MESSAGES_PUBLISHED.register(registry, this.publisher, PublisherStats::accepted, "accepted");
		Meters.MESSAGES_PUBLISHED.register(registry, this.publisher, PublisherStats::failed, "failed");
	}

}
