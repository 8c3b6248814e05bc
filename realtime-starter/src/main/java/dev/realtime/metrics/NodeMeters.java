package dev.realtime.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.admission.AdmissionStats;
import dev.realtime.admission.RefusalReason;
import dev.realtime.channel.ChannelStats;
import dev.realtime.channel.TailBudget;
import dev.realtime.loop.Loops;
import dev.realtime.message.Priority;
import dev.realtime.outbound.Decision;
import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.session.SessionStats;
import dev.realtime.transport.servlet.ServletTransportStats;

/**
 * Meters of what a node does for its clients. Thread-safe.
 */
public final class NodeMeters implements MeterBinder {

	/** For what is not in a catalogue: clients and applications make up codes. */
	private static final String OTHER = "other";

	private static final Set<Integer> CLOSE_CODES = CloseReason.catalogue()
		.stream()
		.map(CloseReason::code)
		.collect(Collectors.toUnmodifiableSet());

	private static final Set<Integer> ERROR_CODES = Arrays.stream(ErrorCode.values())
		.map(ErrorCode::code)
		.collect(Collectors.toUnmodifiableSet());

	private final SessionStats sessions;

	private final ChannelStats channels;

	private final TailBudget tails;

	private final AdmissionStats admission;

	private final ServletTransportStats transport;

	private final Loops loops;

	/**
	 * Makes the meters.
	 * @param sessions what the sessions have done
	 * @param channels what the channels have done
	 * @param tails what the tails of channels take
	 * @param admission who was let in
	 * @param transport what the transport has done
	 * @param loops the loops of the node
	 */
	public NodeMeters(SessionStats sessions, ChannelStats channels, TailBudget tails, AdmissionStats admission,
			ServletTransportStats transport, Loops loops) {
		this.sessions = sessions;
		this.channels = channels;
		this.tails = tails;
		this.admission = admission;
		this.transport = transport;
		this.loops = loops;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters.CONNECTIONS_ACTIVE.register(registry, this.sessions, SessionStats::active);
		Meters.CONNECTIONS_SLOW.register(registry, this.sessions, SessionStats::slow);
		Meters.CONNECTIONS_OPENED.register(registry, this.sessions, SessionStats::opened);
		for (RefusalReason reason : RefusalReason.values()) {
			Meters.CONNECTIONS_REJECTED.register(registry, this.admission, (stats) -> stats.refused(reason),
					reason.name().toLowerCase(Locale.ROOT));
		}
		Meters.CONNECTIONS_REJECTED.register(registry, this.transport, ServletTransportStats::refusedByOrigin,
				"origin");
		Meters.COMMANDS.register(registry, this.sessions, SessionStats::commands);
		Meters.BYTES.register(registry, this.sessions, SessionStats::bytesIn, "in");
		Meters.BYTES.register(registry, this.sessions, SessionStats::bytesOut, "out");
		Meters.MESSAGES_DELIVERED.register(registry, this.channels, ChannelStats::delivered);
		bindSkipped(registry);
		Meters.LAG_BYTES.register(registry, this.sessions, SessionStats::lagBytes);
		Meters.TAIL_BYTES.register(registry, this.tails, TailBudget::usedBytes);
		Meters.TAIL_LIMIT.register(registry, this.tails, TailBudget::limitBytes);
		Meters.DELTA_SAVED.register(registry, this.channels, ChannelStats::deltaSaved);
		Meters.MESSAGES_DROPPED.register(registry, this.channels, ChannelStats::dropped);
		Meters.JOINS_SUPPRESSED.register(registry, this.channels, ChannelStats::joinsSuppressed);
		Meters.RECOVERY.register(registry, this.channels, ChannelStats::recovered, "recovered");
		Meters.RECOVERY.register(registry, this.channels, ChannelStats::unrecovered, "unrecovered");
		Meters.LOOP_LAG.register(registry, this.loops, NodeMeters::worstLag);
		bindCodes(registry);
	}

	private void bindSkipped(MeterRegistry registry) {
		for (Priority priority : Priority.values()) {
			for (Decision why : Decision.values()) {
				if (why.isSkip()) {
					Meters.MESSAGES_SKIPPED.register(registry, this.channels, (stats) -> stats.skipped(priority, why),
							priority.name().toLowerCase(Locale.ROOT), why.reason());
				}
			}
		}
	}

	private void bindCodes(MeterRegistry registry) {
		CloseReason.catalogue()
			.forEach((reason) -> Meters.CONNECTIONS_CLOSED.register(registry, this.sessions,
					(stats) -> sum(stats.closesByCode(), (code) -> code == reason.code()), reason.reason()));
		Meters.CONNECTIONS_CLOSED.register(registry, this.sessions,
				(stats) -> sum(stats.closesByCode(), (code) -> !CLOSE_CODES.contains(code)), OTHER);
		ERROR_CODES.forEach((known) -> Meters.ERRORS.register(registry, this.sessions,
				(stats) -> sum(stats.errorsByCode(), (code) -> code.equals(known)), known.toString()));
		Meters.ERRORS.register(registry, this.sessions,
				(stats) -> sum(stats.errorsByCode(), (code) -> !ERROR_CODES.contains(code)), OTHER);
	}

	private static long sum(Map<Integer, Long> byCode, Predicate<Integer> wanted) {
		return byCode.entrySet()
			.stream()
			.filter((entry) -> wanted.test(entry.getKey()))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	private static double worstLag(Loops loops) {
		return loops.all().stream().mapToLong((loop) -> loop.stats().lagNanos()).max().orElse(0);
	}

}
