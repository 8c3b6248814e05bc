package dev.realtime.cluster;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainProgress;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.latency.LatencyHistogram;

/**
 * What a node says of itself, all of it. Made when somebody asks for it; every node knows
 * the {@link NodeSummary} of every other.
 *
 * @param node who
 * @param timeMillis when, in milliseconds since 1970 by its clock
 * @param clients how many it has
 * @param pressure how it is doing
 * @param delivery what has become of publications since it started
 * @param redis how Redis is, nothing if there is none
 * @param orders what it has been told and how far it is
 * @param versions what runs there, by name
 * @param priorities the priorities that are in force by order, by pattern
 */
public record NodeReport(NodeId node, long timeMillis, Clients clients, Pressure pressure, Delivery delivery,
		@Nullable RedisState redis, Orders orders, Map<String, String> versions, Map<String, Priority> priorities) {

	/**
	 * Copies the maps.
	 */
	public NodeReport {
		Objects.requireNonNull(node, "node");
		versions = Map.copyOf(versions);
		priorities = Map.copyOf(priorities);
	}

	/**
	 * Returns it as it travels.
	 * @return for {@link #read}
	 */
	public byte[] toBytes() {
		return ReportForm.write(this);
	}

	/**
	 * Reads what another node has written.
	 * @param bytes what {@link #toBytes} has returned there
	 * @return nothing if it is of another version or malformed
	 */
	public static @Nullable NodeReport read(byte[] bytes) {
		return ReportForm.read(bytes);
	}

	/**
	 * Clients of a node.
	 *
	 * @param connections how many it has
	 * @param capacity how many it may have, at least 1
	 * @param slow how many do not keep up
	 * @param arrivedFrom how many have come from other nodes, by node, of those from
	 * which they came last
	 */
	public record Clients(int connections, int capacity, int slow, Map<NodeId, Long> arrivedFrom) {

		/**
		 * Makes the clients of a node to which nobody has come from another.
		 * @param connections how many it has
		 * @param capacity how many it may have, at least 1
		 * @param slow how many do not keep up
		 */
		public Clients(int connections, int capacity, int slow) {
			this(connections, capacity, slow, Map.of());
		}

		/**
		 * Copies the map and checks the numbers.
		 * @throws IllegalArgumentException if one makes no sense
		 */
		public Clients {
			arrivedFrom = Map.copyOf(arrivedFrom);
			if (connections < 0 || capacity < 1 || slow < 0) {
				throw new IllegalArgumentException("A node is said to have " + connections + " of " + capacity
						+ " connections, " + slow + " of them slow; that cannot be");
			}
		}

	}

	/**
	 * How a node is doing.
	 *
	 * @param tier the name of the tier it is in; a text, for another version may have
	 * tiers of which this one does not know
	 * @param reason why it is in that tier, empty if all is well
	 * @param loopLag by how much loops are late
	 * @param queueBytes what has been handed over and is not acknowledged
	 * @param lagBytes what waits behind that
	 */
	public record Pressure(String tier, String reason, Duration loopLag, long queueBytes, long lagBytes) {

		/**
		 * Checks the tier, and keeps the lag in whole microseconds.
		 * @throws IllegalArgumentException if its name is no legal one
		 */
		public Pressure {
			TierOverride.checkTier(tier);
			Objects.requireNonNull(reason, "reason");
			loopLag = loopLag.truncatedTo(ChronoUnit.MICROS);
		}

	}

	/**
	 * What has become of publications.
	 *
	 * @param latency from publishing to handing over
	 * @param skipped how many were deliberately not delivered, by priority
	 */
	public record Delivery(LatencyHistogram latency, Map<Priority, Long> skipped) {

		/**
		 * Copies the map.
		 */
		public Delivery {
			Objects.requireNonNull(latency, "latency");
			skipped = Map.copyOf(skipped);
		}

	}

	/**
	 * How Redis is, seen from a node.
	 *
	 * @param up whether it can be used
	 * @param trouble why not, else empty
	 * @param lag how long a message takes
	 * @param expectedSubscribers to how many channels the node means to listen
	 * @param actualSubscribers to how many Redis says it does
	 */
	public record RedisState(boolean up, String trouble, Duration lag, long expectedSubscribers,
			long actualSubscribers) {

		/** Keeps the lag in whole microseconds. */
		public RedisState {
			Objects.requireNonNull(trouble, "trouble");
			lag = lag.truncatedTo(ChronoUnit.MICROS);
		}

	}

	/**
	 * What a node has been told.
	 *
	 * @param heard number of the order it has heard last
	 * @param done number of the order it has carried out last
	 * @param phase where it stands
	 * @param drain how far it has come, if it is to become empty or to give
	 */
	public record Orders(long heard, long done, DrainPhase phase, @Nullable DrainProgress drain) {

		/** Checks the orders. */
		public Orders {
			Objects.requireNonNull(phase, "phase");
		}

	}

}
