package dev.realtime.cluster;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.NodeLoad;
import dev.realtime.message.NodeId;
import dev.realtime.latency.LatencyHistogram;

/**
 * What every node knows of every other: small enough to be written and read every two
 * seconds by all of them.
 *
 * @param node who
 * @param timeMillis when, in milliseconds since 1970 by its clock
 * @param ordersDone number of the order it has carried out last
 * @param connections how many it has
 * @param capacity how many it may have, at least 1
 * @param slow how many do not keep up
 * @param tier the name of the tier it is in
 * @param phase whether it serves
 * @param loopLag by how much loops are late
 * @param p99 within which time 99 of 100 deliveries were handed over, of this node alone:
 * several of them cannot be averaged, the histograms of reports can be added
 * @param redisUp whether it can use Redis, true if it needs none
 * @param version of the software, to see how far an upgrade has come
 * @param arrivedFrom how many clients have come from other nodes, by node; a count that
 * is lower than before was forgotten and has begun at 0 again
 */
public record NodeSummary(NodeId node, long timeMillis, long ordersDone, int connections, int capacity, int slow,
		String tier, DrainPhase phase, Duration loopLag, Duration p99, boolean redisUp, String version,
		Map<NodeId, Long> arrivedFrom) {

	/** The tier of a node that is well. */
	public static final String WELL = "NORMAL";

	/** Less than well, and still able to take clients. */
	private static final String THROTTLE = "THROTTLE";

	private static final int VERSION = 1;

	/**
	 * Makes the summary of a node to which nobody has come from another.
	 * @param node who
	 * @param timeMillis when, in milliseconds since 1970 by its clock
	 * @param ordersDone number of the order it has carried out last
	 * @param connections how many it has
	 * @param capacity how many it may have, at least 1
	 * @param slow how many do not keep up
	 * @param tier the name of the tier it is in
	 * @param phase whether it serves
	 * @param loopLag by how much loops are late
	 * @param p99 within which time 99 of 100 deliveries were handed over
	 * @param redisUp whether it can use Redis
	 * @param version of the software
	 */
	public NodeSummary(NodeId node, long timeMillis, long ordersDone, int connections, int capacity, int slow,
			String tier, DrainPhase phase, Duration loopLag, Duration p99, boolean redisUp, String version) {
		this(node, timeMillis, ordersDone, connections, capacity, slow, tier, phase, loopLag, p99, redisUp, version,
				Map.of());
	}

	/**
	 * Checks the summary, copies the map, and keeps times in whole microseconds.
	 * @throws IllegalArgumentException if a number makes no sense or a tier is not legal
	 */
	public NodeSummary {
		Objects.requireNonNull(node, "node");
		Objects.requireNonNull(phase, "phase");
		Objects.requireNonNull(version, "version");
		TierOverride.checkTier(tier);
		loopLag = loopLag.truncatedTo(ChronoUnit.MICROS);
		p99 = p99.truncatedTo(ChronoUnit.MICROS);
		arrivedFrom = Map.copyOf(arrivedFrom);
		if (connections < 0 || capacity < 1 || slow < 0) {
			throw new IllegalArgumentException("Node " + node + " is said to have " + connections + " of " + capacity
					+ " connections, " + slow + " of them slow; that cannot be");
		}
	}

	/**
	 * Takes out of a report what all nodes need to know.
	 * @param report of this node
	 * @param recent latency of late, not since the start
	 * @param version of the software
	 * @return the summary
	 */
	public static NodeSummary of(NodeReport report, LatencyHistogram recent, String version) {
		return new NodeSummary(report.node(), report.timeMillis(), report.orders().done(),
				report.clients().connections(), report.clients().capacity(), report.clients().slow(),
				report.pressure().tier(), report.orders().phase(), report.pressure().loopLag(), recent.percentile(99),
				report.redis() == null || report.redis().up(), version, report.clients().arrivedFrom());
	}

	/**
	 * Whether the node is in any trouble: others should not send it more just now.
	 * @return whether its tier is another than {@link #WELL}
	 */
	public boolean isThrottling() {
		return !this.tier.equals(WELL);
	}

	/**
	 * Returns how full it is, for a dry run. It counts as overloaded beyond the first
	 * tier, and in one of which this version does not know.
	 * @return its load
	 */
	public NodeLoad load() {
		return new NodeLoad(this.node, this.connections, this.capacity, this.phase,
				isThrottling() && !this.tier.equals(THROTTLE));
	}

	/**
	 * Returns it as it travels.
	 * @return for {@link #read}, about 300 bytes, and 60 for each node from which clients
	 * have come
	 */
	public byte[] toBytes() {
		return JsonForm.write(VERSION, (json) -> {
			JsonForm.putNode(json, this.node);
			json.put("t", this.timeMillis);
			json.put("done", this.ordersDone);
			json.put("c", this.connections);
			json.put("max", this.capacity);
			json.put("slow", this.slow);
			json.put("tier", this.tier);
			json.put("phase", this.phase.name());
			json.put("lag", JsonForm.micros(this.loopLag));
			json.put("p99", JsonForm.micros(this.p99));
			json.put("redis", this.redisUp);
			json.put("ver", this.version);
			JsonForm.putCounts(json, "from", this.arrivedFrom);
		});
	}

	/**
	 * Reads what another node has written.
	 * @param bytes what {@link #toBytes} has returned there
	 * @return nothing if it is of another version or malformed
	 */
	public static @Nullable NodeSummary read(byte[] bytes) {
		return JsonForm.read(bytes, VERSION,
				(json) -> new NodeSummary(JsonForm.node(json), JsonForm.number(json, "t"),
						JsonForm.number(json, "done"), JsonForm.integer(json, "c"), JsonForm.integer(json, "max"),
						JsonForm.integer(json, "slow"), JsonForm.text(json, "tier"),
						DrainPhase.valueOf(JsonForm.text(json, "phase")), JsonForm.micros(json, "lag"),
						JsonForm.micros(json, "p99"), JsonForm.flag(json, "redis"), JsonForm.text(json, "ver"),
						JsonForm.counts(json, "from")));
	}

}
