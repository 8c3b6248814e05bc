package dev.realtime.endpoint;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.inspect.Found;
import dev.realtime.reconnect.ReconnectStats;
import dev.realtime.reconnect.ReconnectTop;

/**
 * Who came back most of late, to all nodes together.
 *
 * @param halvedEverySeconds how often all counts are halved, so that they are of about
 * the last two such times
 * @param libraries by client library, most frequent first
 * @param ranges by address range, most frequent first
 * @param missing nodes that have not answered, and are in no count
 */
public record ReconnectsDescriptor(double halvedEverySeconds, List<Returned> libraries, List<Returned> ranges,
		List<MissingNode> missing) implements OperationResponseBody {

	static ReconnectsDescriptor of(Found<ReconnectTop> found) {
		ReconnectTop top = found.content();
		return new ReconnectsDescriptor(ReconnectStats.HALVED_EVERY.toMillis() / 1000.0, Returned.of(top.libraries()),
				Returned.of(top.ranges()), MissingNode.of(found.missing()));
	}

	/**
	 * Those of one library or from one range.
	 *
	 * @param name of the library, other for those that are not known; or the range: the
	 * /24 of IPv4, the /48 of IPv6, unknown for clients without an address
	 * @param times how often they came back of late, at most
	 * @param timesAtLeast how often, at least: a node remembers 64 ranges, and one that
	 * has taken another's place may be counted too high
	 */
	public record Returned(String name, long times, long timesAtLeast) {

		private static List<Returned> of(List<ReconnectTop.Entry> entries) {
			return entries.stream()
				.map((each) -> new Returned(each.name(), each.times(), each.timesAtLeast()))
				.toList();
		}

	}

}
