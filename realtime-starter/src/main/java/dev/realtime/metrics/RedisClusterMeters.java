package dev.realtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.cluster.redis.RedisNodeBus;
import dev.realtime.presence.redis.RedisPresenceStore;

/**
 * Meters of what nodes keep and say in Redis besides publications. Thread-safe.
 */
public final class RedisClusterMeters implements MeterBinder {

	private final RedisPresenceStore presence;

	private final RedisNodeBus bus;

	/**
	 * Makes the meters.
	 * @param presence who is where
	 * @param bus carries questions between nodes
	 */
	public RedisClusterMeters(RedisPresenceStore presence, RedisNodeBus bus) {
		this.presence = presence;
		this.bus = bus;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters.PRESENCE_PENDING.register(registry, this.presence, RedisPresenceStore::pending);
		Meters.BUS_UNREADABLE.register(registry, this.bus, RedisNodeBus::unreadable);
	}

}
