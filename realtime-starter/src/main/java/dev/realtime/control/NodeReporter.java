package dev.realtime.control;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.realtime.admission.AdmissionStats;
import dev.realtime.channel.ChannelStats;
import dev.realtime.channel.Channels;
import dev.realtime.channel.PriorityOverrides.PriorityOverride;
import dev.realtime.cluster.Arrivals;
import dev.realtime.cluster.NodeReport;
import dev.realtime.cluster.NodeSummary;
import dev.realtime.latency.LatencyHistogram;
import dev.realtime.loop.Ticker;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.outbound.Decision;
import dev.realtime.overload.OverloadView;
import dev.realtime.overload.Tier;
import dev.realtime.session.SessionStats;

/**
 * Says how this node is. Reports may be asked for by any thread; summaries by one.
 */
public final class NodeReporter {

	private final NodeId self;

	private final String version;

	private final int capacity;

	private final AdmissionStats admission;

	private final Arrivals arrivals;

	private final SessionStats sessions;

	private final Channels channels;

	private final OverloadControl overload;

	private final NodeDrain drain;

	private final RedisSense redis;

	private final Ticker ticker;

	private LatencyHistogram before = LatencyHistogram.EMPTY;

	/**
	 * Makes a reporter.
	 * @param self this node
	 * @param version of the software
	 * @param capacity how many connections it may have
	 * @param admission how many it has
	 * @param arrivals where they were before
	 * @param sessions what they do
	 * @param channels what they serve
	 * @param overload how the node copes
	 * @param drain whether it serves
	 * @param redis how Redis is
	 * @param ticker the clock
	 */
	public NodeReporter(NodeId self, String version, int capacity, AdmissionStats admission, Arrivals arrivals,
			SessionStats sessions, Channels channels, OverloadControl overload, NodeDrain drain, RedisSense redis,
			Ticker ticker) {
		this.self = self;
		this.version = version;
		this.capacity = capacity;
		this.admission = admission;
		this.arrivals = arrivals;
		this.sessions = sessions;
		this.channels = channels;
		this.overload = overload;
		this.drain = drain;
		this.redis = redis;
		this.ticker = ticker;
	}

	/**
	 * Says everything.
	 * @return as of now, any thread
	 */
	public NodeReport report() {
		OverloadView view = this.overload.view();
		NodeDrain.State state = this.drain.state();
		ChannelStats stats = this.channels.stats();
		return new NodeReport(this.self, this.ticker.currentTimeMillis(),
				new NodeReport.Clients(this.admission.connections(), this.capacity,
						Math.toIntExact(Math.max(0, this.sessions.slow())), this.arrivals.counts()),
				new NodeReport.Pressure(view.tier().name(), (view.tier() == Tier.NORMAL) ? "" : view.cause(),
						view.reading().loopLag(), Math.max(0, this.sessions.inFlightBytes()),
						Math.max(0, this.sessions.lagBytes())),
				new NodeReport.Delivery(stats.fanout(), skipped(stats)), this.redis.state(),
				new NodeReport.Orders(state.heard(), state.done(), state.phase(), state.progress()),
				Map.of("realtime-starter", this.version, "java", Runtime.version().toString()), priorities());
	}

	/**
	 * Says what all nodes need to know; its latency is that since the last summary. One
	 * thread.
	 * @return as of now
	 */
	NodeSummary summary() {
		NodeReport report = report();
		LatencyHistogram now = report.delivery().latency();
		LatencyHistogram recent = now.minus(this.before);
		this.before = now;
		return NodeSummary.of(report, recent, this.version);
	}

	private Map<String, Priority> priorities() {
		Map<String, Priority> inForce = new LinkedHashMap<>();
		for (PriorityOverride override : this.channels.policy().priorities().all()) {
			inForce.put(override.pattern().toString(), override.priority());
		}
		return inForce;
	}

	private static Map<Priority, Long> skipped(ChannelStats stats) {
		Map<Priority, Long> skipped = new EnumMap<>(Priority.class);
		for (Priority priority : Priority.values()) {
			long sum = 0;
			for (Decision why : Decision.values()) {
				sum += why.isSkip() ? stats.skipped(priority, why) : 0;
			}
			skipped.put(priority, sum);
		}
		return skipped;
	}

}
