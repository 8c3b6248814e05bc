package dev.realtime.metrics;

import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.channel.ChannelStats;
import dev.realtime.channel.TailBudget;
import dev.realtime.latency.LatencyView;
import dev.realtime.message.Priority;
import dev.realtime.outbound.Decision;
import dev.realtime.session.SessionStats;

/**
 * Meters of what becomes of publications on their way to clients. Thread-safe.
 */
public final class DeliveryMeters implements MeterBinder {

	private final ChannelStats channels;

	private final TailBudget tails;

	private final SessionStats sessions;

	/** Registries do not keep what they read alive. */
	private final List<LatencyView> fanout;

	private final List<LatencyView> delivery;

	/**
	 * Makes the meters.
	 * @param channels what the channels have done
	 * @param tails what the tails of channels take
	 * @param sessions how clients keep up
	 */
	public DeliveryMeters(ChannelStats channels, TailBudget tails, SessionStats sessions) {
		this.channels = channels;
		this.tails = tails;
		this.sessions = sessions;
		this.fanout = List.of(channels.fanout());
		this.delivery = List.of(channels.delivery());
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bindMessages(registry);
		LatencyMeters.register(registry, Meters.FANOUT_LATENCY, Meters.FANOUT_LATENCY_HISTOGRAM, this.fanout);
		LatencyMeters.register(registry, Meters.DELIVERY_LATENCY, Meters.DELIVERY_LATENCY_HISTOGRAM, this.delivery);
		Meters.CHANNELS_ACTIVE.register(registry, this.channels, ChannelStats::channels);
		Meters.SUBSCRIPTIONS_ACTIVE.register(registry, this.channels, ChannelStats::subscriptions);
		Meters.LAG_BYTES.register(registry, this.sessions, SessionStats::lagBytes);
		Meters.INFLIGHT_BYTES.register(registry, this.sessions, SessionStats::inFlightBytes);
		Meters.TAIL_BYTES.register(registry, this.tails, TailBudget::usedBytes);
		Meters.TAIL_LIMIT.register(registry, this.tails, TailBudget::limitBytes);
		Meters.DELTA_SAVED.register(registry, this.channels, ChannelStats::deltaSaved);
		Meters.CATCH_UPS.register(registry, this.channels, ChannelStats::catchUps);
		Meters.HISTORY_READS.register(registry, this.channels, ChannelStats::historyReads);
		Meters.FORKS_SUSPECTED.register(registry, this.channels, ChannelStats::forksSuspected);
		Meters.JOINS_SUPPRESSED.register(registry, this.channels, ChannelStats::joinsSuppressed);
		Meters.RECOVERY.register(registry, this.channels, ChannelStats::recovered, "recovered");
		Meters.RECOVERY.register(registry, this.channels, ChannelStats::unrecovered, "unrecovered");
	}

	private void bindMessages(MeterRegistry registry) {
		Meters.MESSAGES_EXPECTED.register(registry, this.channels, ChannelStats::expected);
		Meters.MESSAGES_DELIVERED.register(registry, this.channels, ChannelStats::delivered);
		Meters.MESSAGES_ABANDONED.register(registry, this.channels, ChannelStats::abandoned);
		Meters.MESSAGES_DROPPED.register(registry, this.channels, ChannelStats::dropped);
		Meters.FANOUT_RATIO.register(registry, this.channels, ChannelStats::fanoutRatio);
		for (Priority priority : Priority.values()) {
			String name = priority.name().toLowerCase(Locale.ROOT);
			Meters.MESSAGES_CONFLATED.register(registry, this.channels,
					(stats) -> stats.skipped(priority, Decision.CONFLATED), name);
			for (Decision why : Decision.values()) {
				if (why.isSkip() && why != Decision.CONFLATED) {
					Meters.MESSAGES_SKIPPED.register(registry, this.channels, (stats) -> stats.skipped(priority, why),
							name, why.reason());
				}
			}
		}
	}

}
