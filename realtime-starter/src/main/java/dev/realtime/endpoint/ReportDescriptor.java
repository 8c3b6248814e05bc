package dev.realtime.endpoint;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.realtime.cluster.NodeReport;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainProgress;
import dev.realtime.latency.LatencyHistogram;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;

/**
 * Everything a node says of itself.
 *
 * @param node its name
 * @param incarnation another one with each start of the process
 * @param at when it said so, by its clock
 * @param connections how many it has
 * @param capacity how many it may have
 * @param slow how many do not keep up
 * @param arrivedFrom how many clients have come here that were on another node before, by
 * the name of that node, as far as they say so
 * @param tier in which tier it is
 * @param tierReason why, empty if all is well
 * @param loopLagMillis by how much its loops are late
 * @param inFlightBytes what was handed over and is not acknowledged
 * @param lagBytes what waits behind that
 * @param phase whether it serves
 * @param ordersHeard number of the order it has heard last
 * @param ordersDone number of the order it has carried out last
 * @param drain how far it has come, if it is or was to become empty or to give
 * @param latency how long publications took until they were handed over, since the start
 * @param skipped how many publications were deliberately not delivered, by priority
 * @param redis how Redis is, nothing if there is none
 * @param versions what runs there, by name
 * @param priorities the priorities that are in force by order, by pattern
 */
public record ReportDescriptor(String node, String incarnation, Instant at, int connections, int capacity, int slow,
		Map<String, Long> arrivedFrom, String tier, String tierReason, double loopLagMillis, long inFlightBytes,
		long lagBytes, DrainPhase phase, long ordersHeard, long ordersDone, @Nullable Drain drain, Latency latency,
		Map<Priority, Long> skipped, @Nullable Redis redis, Map<String, String> versions,
		Map<String, Priority> priorities) implements OperationResponseBody {

	static ReportDescriptor of(NodeReport report) {
		NodeReport.RedisState redis = report.redis();
		return new ReportDescriptor(report.node().name(), report.node().incarnation(), Units.at(report.timeMillis()),
				report.clients().connections(), report.clients().capacity(), report.clients().slow(),
				byName(report.clients().arrivedFrom()), report.pressure().tier(), report.pressure().reason(),
				Units.millis(report.pressure().loopLag()), report.pressure().queueBytes(), report.pressure().lagBytes(),
				report.orders().phase(), report.orders().heard(), report.orders().done(),
				Drain.of(report.orders().drain()), Latency.of(report.delivery().latency()),
				new TreeMap<>(report.delivery().skipped()), (redis != null) ? Redis.of(redis) : null,
				new TreeMap<>(report.versions()), new TreeMap<>(report.priorities()));
	}

	/** Of all incarnations of a node together. */
	private static Map<String, Long> byName(Map<NodeId, Long> numbers) {
		Map<String, Long> byName = new TreeMap<>();
		numbers.forEach((node, number) -> byName.merge(node.name(), number, Long::sum));
		return byName;
	}

	/**
	 * How far a node has come that is to become empty or to give.
	 *
	 * @param startedAt when it was ordered
	 * @param moved how many connections were closed so that they go elsewhere
	 * @param left how many are still to go
	 * @param recoveredExactly how many of those moved another node has recognised
	 * @param recoveredEstimated how many others may have come back elsewhere
	 * @param secondsLeft how long it will take at the present pace, nothing while that is
	 * not known
	 * @param paused why nothing is closed just now, if so
	 */
	public record Drain(Instant startedAt, long moved, int left, long recoveredExactly, long recoveredEstimated,
			@Nullable Double secondsLeft, @Nullable String paused) {

		static @Nullable Drain of(@Nullable DrainProgress progress) {
			return (progress == null) ? null
					: new Drain(Units.at(progress.startedMillis()), progress.moved(), progress.left(),
							progress.recoveredExactly(), progress.recoveredEstimated(), Units.seconds(progress.eta()),
							progress.paused());
		}

	}

	/**
	 * How long something took.
	 *
	 * @param count how often it was measured
	 * @param p50Millis within which time half of them were done
	 * @param p90Millis within which time 90 of 100 were done
	 * @param p99Millis within which time 99 of 100 were done
	 */
	public record Latency(long count, double p50Millis, double p90Millis, double p99Millis) {

		static Latency of(LatencyHistogram histogram) {
			return new Latency(histogram.count(), Units.millis(histogram.percentile(50)),
					Units.millis(histogram.percentile(90)), Units.millis(histogram.percentile(99)));
		}

	}

	/**
	 * How Redis is, seen from the node.
	 *
	 * @param up whether it can be used
	 * @param trouble why not, else empty
	 * @param lagMillis how long a message takes
	 * @param expectedSubscribers to how many channels the node means to listen
	 * @param actualSubscribers to how many Redis says it does
	 */
	public record Redis(boolean up, String trouble, double lagMillis, long expectedSubscribers,
			long actualSubscribers) {

		private static Redis of(NodeReport.RedisState redis) {
			return new Redis(redis.up(), redis.trouble(), Units.millis(redis.lag()), redis.expectedSubscribers(),
					redis.actualSubscribers());
		}

	}

}
