package dev.realtime.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;

/**
 * The catalogue of meters. A test compares it with the page on observability.
 */
public enum Meters {

	/** Connections now. */
	CONNECTIONS_ACTIVE("realtime.connections.active", Meter.Type.GAUGE, "connections",
			"Connections there are, on all transports"),

	/** Connections that do not keep up. */
	CONNECTIONS_SLOW("realtime.connections.slow", Meter.Type.GAUGE, "connections",
			"Connections that owe an acknowledgement for too long and are given only what is critical"),

	/** Connections since the start. */
	CONNECTIONS_OPENED("realtime.connections.opened", Meter.Type.COUNTER, "connections",
			"Connections that were opened"),

	/** Ended connections. */
	CONNECTIONS_CLOSED("realtime.connections.closed", Meter.Type.COUNTER, "connections",
			"Connections that ended, by the words of the protocol's close code; other for codes of clients and networks",
			"reason"),

	/** Refused handshakes. */
	CONNECTIONS_REJECTED("realtime.connections.rejected", Meter.Type.COUNTER, "handshakes",
			"Handshakes that were refused: origin for a page that may not connect, full, address and rate at realtime.limits, "
					+ "overloaded by the tier, draining while the node ends",
			"reason"),

	/** How degraded the node is. */
	TIER("realtime.tier", Meter.Type.GAUGE, "", "How degraded the node is: 0 NORMAL, 1 THROTTLE, 2 SHED, 3 REJECT"),

	/** How full the node is. */
	OCCUPANCY("realtime.occupancy", Meter.Type.GAUGE, "",
			"How full the node is, of connections or file descriptors, whichever is fuller: 1 for full"),

	/** Commands of clients. */
	COMMANDS("realtime.commands", Meter.Type.COUNTER, "commands", "Commands of clients, answers to pings included"),

	/** Errors in replies. */
	ERRORS("realtime.errors", Meter.Type.COUNTER, "errors",
			"Commands that were answered with an error, by the protocol's code; other for codes of the application",
			"code"),

	/** Bytes of frames. */
	BYTES("realtime.bytes", Meter.Type.COUNTER, "bytes", "Bytes of frames, in from clients and out to transports",
			"direction"),

	/** What the application published. */
	MESSAGES_PUBLISHED("realtime.messages.published", Meter.Type.COUNTER, "messages",
			"Publications of the application, by whether the broker took them: accepted or failed", "outcome"),

	/** What connections were given. */
	MESSAGES_DELIVERED("realtime.messages.delivered", Meter.Type.COUNTER, "messages",
			"Publications handed to connections, times the connections"),

	/** What connections were not given. */
	MESSAGES_SKIPPED("realtime.messages.skipped", Meter.Type.COUNTER, "messages",
			"Publications that connections which lagged were not given, times the connections: conflated by the rule, "
					+ "newest and behind where the tail had forgotten them, overflow above realtime.backpressure.max-lag",
			"priority", "reason"),

	/** How far connections lag. */
	LAG_BYTES("realtime.lag.bytes", Meter.Type.GAUGE, "bytes",
			"What all connections would have to be given to be current, whole"),

	/** What tails take. */
	TAIL_BYTES("realtime.tail.bytes", Meter.Type.GAUGE, "bytes",
			"Memory of the newest publications of all channels, kept for clients that lag"),

	/** What tails may take. */
	TAIL_LIMIT("realtime.tail.limit", Meter.Type.GAUGE, "bytes",
			"Memory they may take before little of each channel is kept"),

	/** What deltas have saved. */
	DELTA_SAVED("realtime.delta.saved", Meter.Type.COUNTER, "bytes",
			"Bytes that connections were not given because publications were sent as differences"),

	/** What did not fit on the way to the homes. */
	MESSAGES_DROPPED("realtime.messages.dropped", Meter.Type.COUNTER, "messages",
			"Messages of the broker that were dropped because 4,096 were waiting; what had history was read from there"),

	/** Comings and goings nobody was told of. */
	JOINS_SUPPRESSED("realtime.joins.suppressed", Meter.Type.COUNTER, "messages",
			"Joins and leaves nobody was told of because the channel has more than 200 subscribers on this node"),

	/** How recoveries ended. */
	RECOVERY("realtime.recovery", Meter.Type.COUNTER, "subscriptions",
			"Subscriptions that asked for what they missed: recovered, or unrecovered when history did not reach back",
			"outcome"),

	/** How busy the loops are. */
	LOOP_LAG("realtime.loop.lag", Meter.Type.GAUGE, "seconds",
			"How long a task waited for its turn when last probed, on the slowest loop"),

	/** Nodes that are alive. */
	CLUSTER_NODES("realtime.cluster.nodes", Meter.Type.GAUGE, "nodes",
			"Nodes that are alive as far as this one knows, itself included"),

	/** Clients the cluster cannot find. */
	CLUSTER_UNREGISTERED("realtime.cluster.unregistered", Meter.Type.GAUGE, "connections",
			"Connections of this node that should be registered under their user and are not"),

	/** What other versions said. */
	CLUSTER_UNREADABLE("realtime.cluster.unreadable", Meter.Type.COUNTER, "messages",
			"What was ignored because a node of another version has said it, or it is broken: orders, reports, clients, inspection",
			"what"),

	/** Nodes of which nothing is known. */
	CLUSTER_SUMMARIES_UNREADABLE("realtime.cluster.summaries.unreadable", Meter.Type.GAUGE, "nodes",
			"Nodes whose word about themselves cannot be read because they are of another version"),

	/** Whether Redis can be used. */
	REDIS_UP("realtime.redis.up", Meter.Type.GAUGE, "",
			"1 while every server of Redis that is needed can be used, else 0"),

	/** How long a message takes through Redis. */
	REDIS_LAG("realtime.redis.lag", Meter.Type.GAUGE, "seconds",
			"How long the last probe took from being published until it was heard, of the slowest server"),

	/** Subscriptions this node believes to have. */
	REDIS_SUBSCRIBERS_EXPECTED("realtime.redis.subscribers.expected", Meter.Type.GAUGE, "subscriptions",
			"Subscriptions this node believes to have in Redis"),

	/** Subscriptions Redis says this node has. */
	REDIS_SUBSCRIBERS_ACTUAL("realtime.redis.subscribers.actual", Meter.Type.GAUGE, "subscriptions",
			"Subscriptions Redis says this node has"),

	/** Connections to Redis that were made again. */
	REDIS_RECONNECTS("realtime.redis.reconnects", Meter.Type.COUNTER, "connections",
			"Connections to Redis that were lost and made again"),

	/** Probes without an answer. */
	REDIS_PROBES_MISSED("realtime.redis.probes.missed", Meter.Type.COUNTER, "probes",
			"Probes that Redis has not answered in time"),

	/** Calls another server of the cluster had to answer. */
	REDIS_REDIRECTS("realtime.redis.redirects", Meter.Type.COUNTER, "calls",
			"Calls that were sent on to another server of a Redis Cluster"),

	/** What Redis took. */
	BROKER_PUBLISHED("realtime.broker.published", Meter.Type.COUNTER, "messages",
			"Publications, joins and leaves that Redis took from this node"),

	/** What Redis did not take. */
	BROKER_FAILED("realtime.broker.failed", Meter.Type.COUNTER, "messages",
			"Publications, joins and leaves that could not be published"),

	/** Calls that carried it. */
	BROKER_CALLS("realtime.broker.calls", Meter.Type.COUNTER, "calls",
			"Calls in which they travelled: fewer than messages when they shared one"),

	/** What was not understood. */
	BROKER_UNREADABLE("realtime.broker.unreadable", Meter.Type.COUNTER, "messages",
			"Messages that were ignored because they are of an unknown version or broken"),

	/** New epochs. */
	BROKER_FORKS("realtime.broker.forks", Meter.Type.COUNTER, "epochs",
			"Channels that began a new epoch because Redis had lost what it had confirmed"),

	/** Clients whose presence does not stand in Redis as it should. */
	PRESENCE_PENDING("realtime.presence.pending", Meter.Type.GAUGE, "entries",
			"Clients of this node whose presence in a channel does not stand in Redis as it should"),

	/** What was not understood. */
	BUS_UNREADABLE("realtime.bus.unreadable", Meter.Type.COUNTER, "messages",
			"Messages between nodes that were ignored because they are of an unknown version or broken");

	private final String meter;

	private final Meter.Type type;

	private final String unit;

	private final String description;

	private final List<String> tags;

	Meters(String meter, Meter.Type type, String unit, String description, String... tags) {
		this.meter = meter;
		this.type = type;
		this.unit = unit;
		this.description = description;
		this.tags = List.of(tags);
	}

	/**
	 * Returns the name in a registry.
	 * @return words with dots between
	 */
	public String meter() {
		return this.meter;
	}

	/**
	 * Returns the kind of meter.
	 * @return counter or gauge
	 */
	public Meter.Type type() {
		return this.type;
	}

	/**
	 * Returns what is counted or measured in.
	 * @return the unit, empty if there is none
	 */
	public String unit() {
		return this.unit;
	}

	/**
	 * Returns what it says.
	 * @return a sentence without full stop
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns the keys of its tags.
	 * @return in order, often none
	 */
	public List<String> tags() {
		return this.tags;
	}

	/**
	 * Registers this meter.
	 * @param <T> where the figure is from
	 * @param registry where
	 * @param source kept alive by whoever registers, not by the registry
	 * @param figure reads it; nanoseconds where the unit is seconds; any thread
	 * @param values of the tags, in their order
	 */
	<T> void register(MeterRegistry registry, T source, ToDoubleFunction<T> figure, String... values) {
		if (values.length != this.tags.size()) {
			throw new IllegalArgumentException(this.meter + " has the tags " + this.tags + ", got " + values.length
					+ " values: give one for each");
		}
		Tags tagged = Tags.empty();
		for (int i = 0; i < values.length; i++) {
			tagged = tagged.and(this.tags.get(i), values[i]);
		}
		if (this.type == Meter.Type.COUNTER) {
			FunctionCounter.builder(this.meter, source, figure)
				.tags(tagged)
				.baseUnit(this.unit)
				.description(this.description)
				.register(registry);
		}
		else if (this.unit.equals("seconds")) {
			TimeGauge.builder(this.meter, source, TimeUnit.NANOSECONDS, figure)
				.tags(tagged)
				.description(this.description)
				.register(registry);
		}
		else {
			Gauge.builder(this.meter, source, figure)
				.tags(tagged)
				.baseUnit(this.unit.isEmpty() ? null : this.unit)
				.description(this.description)
				.register(registry);
		}
	}

}
