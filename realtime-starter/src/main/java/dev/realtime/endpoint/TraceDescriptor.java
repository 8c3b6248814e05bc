package dev.realtime.endpoint;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.inspect.ClusterTraces.Traced;
import dev.realtime.session.TraceEntry;
import dev.realtime.session.TraceEntry.Direction;
import dev.realtime.session.TraceFacts;

/**
 * What came from one client and went to it. Payloads and credentials are never written
 * down.
 *
 * @param client its id
 * @param node the name of the node it is or was on
 * @param startedAt since when it is written down
 * @param until when that ends or has ended
 * @param running whether it still goes on
 * @param end why it has ended, nothing while it runs
 * @param seen how many entries there were; the newest 250 are kept
 * @param entries oldest first, none in a list of traces
 */
public record TraceDescriptor(String client, String node, Instant startedAt, Instant until, boolean running,
		@Nullable String end, long seen, List<Entry> entries) implements OperationResponseBody {

	static TraceDescriptor of(Traced traced) {
		TraceFacts trace = traced.trace();
		return new TraceDescriptor(trace.client().value(), traced.node().name(), Units.at(trace.startedMillis()),
				Units.at(trace.untilMillis()), trace.running(), trace.end().isEmpty() ? null : trace.end(),
				trace.seen(), trace.entries().stream().map(Entry::of).toList());
	}

	/**
	 * One thing that came or went.
	 *
	 * @param at when
	 * @param direction IN from the client, OUT to it
	 * @param kind the kind of command or frame; publications are what a channel gave to
	 * the client, write is what was handed to the transport in one piece
	 * @param subject the channel or the method it is about, nothing if it is about none
	 * @param id number of the command, 0 for what has none
	 * @param bytes how large, as it travels
	 * @param offset where the channel stood, 0 where that says nothing
	 * @param code of an error or an end, else 0
	 */
	public record Entry(Instant at, Direction direction, String kind, @Nullable String subject, long id, int bytes,
			long offset, int code) {

		private static Entry of(TraceEntry entry) {
			return new Entry(Units.at(entry.timeMillis()), entry.direction(), entry.kind(),
					entry.subject().isEmpty() ? null : entry.subject(), entry.id(), entry.bytes(), entry.offset(),
					entry.code());
		}

	}

}
