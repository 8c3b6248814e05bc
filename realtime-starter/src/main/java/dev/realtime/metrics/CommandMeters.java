package dev.realtime.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.realtime.command.CommandKind;
import dev.realtime.command.CommandResult;
import dev.realtime.command.CommandStats;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.session.SessionStats;

/**
 * Meters of what clients ask and are answered. Thread-safe.
 */
public final class CommandMeters implements MeterBinder {

	/** For what is not in a catalogue: applications make up codes. */
	private static final String OTHER = "other";

	private static final Set<Integer> ERROR_CODES = Arrays.stream(ErrorCode.values())
		.map(ErrorCode::code)
		.collect(Collectors.toUnmodifiableSet());

	private final CommandStats commands;

	private final SessionStats sessions;

	/**
	 * Makes the meters.
	 * @param commands how commands ended
	 * @param sessions what was read and written
	 */
	public CommandMeters(CommandStats commands, SessionStats sessions) {
		this.commands = commands;
		this.sessions = sessions;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (CommandKind kind : CommandKind.values()) {
			if (kind == CommandKind.PONG) {
				Meters.COMMANDS.register(registry, this.sessions, SessionStats::pongs, kind.toString(),
						CommandResult.OK.toString());
				continue;
			}
			for (CommandResult how : CommandResult.values()) {
				Meters.COMMANDS.register(registry, this.commands, (stats) -> stats.ended(kind, how), kind.toString(),
						how.toString());
			}
		}
		ERROR_CODES.forEach((code) -> Meters.ERRORS.register(registry, this.sessions,
				(stats) -> stats.errorsByCode().getOrDefault(code, 0L), code.toString()));
		Meters.ERRORS.register(registry, this.sessions, (stats) -> unknown(stats.errorsByCode()), OTHER);
		Meters.BYTES.register(registry, this.sessions, SessionStats::bytesIn, "in");
		Meters.BYTES.register(registry, this.sessions, SessionStats::bytesOut, "out");
		Meters.WRITES.register(registry, this.sessions, SessionStats::writes);
		Meters.EVENTS_WAITING.register(registry, this.sessions, SessionStats::eventsWaiting);
	}

	private static long unknown(Map<Integer, Long> byCode) {
		return byCode.entrySet()
			.stream()
			.filter((entry) -> !ERROR_CODES.contains(entry.getKey()))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

}
