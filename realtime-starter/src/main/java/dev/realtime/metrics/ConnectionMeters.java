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
import dev.realtime.protocol.CloseReason;
import dev.realtime.reconnect.ClientLibrary;
import dev.realtime.reconnect.ReconnectStats;
import dev.realtime.session.SessionStats;
import dev.realtime.transport.servlet.ServletTransportStats;

/**
 * Meters of who comes, stays, goes and comes back. Thread-safe.
 */
public final class ConnectionMeters implements MeterBinder {

	/** For what is not in a catalogue: clients and networks make up codes. */
	private static final String OTHER = "other";

	private static final Set<Integer> CLOSE_CODES = CloseReason.catalogue()
		.stream()
		.map(CloseReason::code)
		.collect(Collectors.toUnmodifiableSet());

	private final SessionStats sessions;

	private final AdmissionStats admission;

	private final ServletTransportStats transport;

	private final ReconnectStats reconnects;

	/**
	 * Makes the meters.
	 * @param sessions what the sessions have done
	 * @param admission who was let in
	 * @param transport what the transport has done
	 * @param reconnects who came back
	 */
	public ConnectionMeters(SessionStats sessions, AdmissionStats admission, ServletTransportStats transport,
			ReconnectStats reconnects) {
		this.sessions = sessions;
		this.admission = admission;
		this.transport = transport;
		this.reconnects = reconnects;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters.CONNECTIONS_ACTIVE.register(registry, this.sessions, SessionStats::active);
		Meters.CONNECTIONS_SLOW.register(registry, this.sessions, SessionStats::slow);
		Meters.CONNECTIONS_SLOWED.register(registry, this.sessions, SessionStats::timesSlowed);
		Meters.CONNECTIONS_OPENED.register(registry, this.sessions, SessionStats::opened);
		Meters.CONNECTIONS_PLACES.register(registry, this.admission, AdmissionStats::connections);
		bindCloses(registry);
		bindRefusals(registry);
		Meters.HANDSHAKES.register(registry, this.transport, ServletTransportStats::upgraded, "accepted");
		Meters.HANDSHAKES.register(registry, this.transport, ServletTransportStats::failed, "failed");
		Meters.HANDSHAKES.register(registry, this.transport, ServletTransportStats::refusedByOrigin, "forbidden");
		Meters.HANDSHAKES.register(registry, this.admission, ConnectionMeters::refused, "refused");
		for (ClientLibrary library : ClientLibrary.values()) {
			Meters.RECONNECTS.register(registry, this.reconnects, (stats) -> stats.count(library), library.toString());
		}
	}

	private void bindRefusals(MeterRegistry registry) {
		for (RefusalReason reason : RefusalReason.values()) {
			Meters.CONNECTIONS_REJECTED.register(registry, this.admission, (stats) -> stats.refused(reason),
					reason.name().toLowerCase(Locale.ROOT));
		}
		Meters.CONNECTIONS_REJECTED.register(registry, this.transport, ServletTransportStats::refusedByOrigin,
				"origin");
	}

	private void bindCloses(MeterRegistry registry) {
		CloseReason.catalogue()
			.forEach((reason) -> Meters.CONNECTIONS_CLOSED.register(registry, this.sessions,
					(stats) -> sum(stats.closesByCode(), (code) -> code == reason.code()), reason.reason()));
		Meters.CONNECTIONS_CLOSED.register(registry, this.sessions,
				(stats) -> sum(stats.closesByCode(), (code) -> !CLOSE_CODES.contains(code)), OTHER);
	}

	private static long refused(AdmissionStats stats) {
		return Arrays.stream(RefusalReason.values()).mapToLong(stats::refused).sum();
	}

	private static long sum(Map<Integer, Long> byCode, Predicate<Integer> wanted) {
		return byCode.entrySet()
			.stream()
			.filter((entry) -> wanted.test(entry.getKey()))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

}
