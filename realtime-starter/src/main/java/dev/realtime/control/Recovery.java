package dev.realtime.control;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeSummary;
import dev.realtime.drain.DrainProgress;
import dev.realtime.drain.RecoveryEstimate;
import dev.realtime.message.NodeId;

/**
 * Where the clients of a node that is being emptied have gone, as far as other nodes say.
 * Exactly known are those of which a node has said that they were here before; of the
 * rest it is estimated.
 *
 * <p>
 * A drain is measured from the look before it was noticed, so that nobody is missed who
 * was quick. While nothing new can be read nothing new is found. One thread.
 */
final class Recovery {

	private final NodeId self;

	/** How many clients have come from here, by the node that says so. */
	private Map<NodeId, Long> arrived = Map.of();

	private long others;

	private boolean looked;

	private @Nullable Move move;

	Recovery(NodeId self) {
		this.self = self;
	}

	/**
	 * Looks again.
	 * @param progress of the drain that is under way or was the last order, if any
	 * @param summaries of all nodes
	 * @return what is new, if there is a drain
	 */
	Optional<Found> look(@Nullable DrainProgress progress, Collection<NodeSummary> summaries) {
		long othersBefore = this.others;
		Map<NodeId, Long> now = (progress != null) ? new HashMap<>(this.arrived) : new HashMap<>();
		long gained = 0;
		this.others = 0;
		for (NodeSummary summary : summaries) {
			if (!summary.node().equals(this.self)) {
				this.others += summary.connections();
				long count = summary.arrivedFrom().getOrDefault(this.self, 0L);
				Long before = now.put(summary.node(), count);
				gained += gain((before != null) ? before : 0, count);
			}
		}
		boolean first = !this.looked;
		this.looked = true;
		this.arrived = now;
		if (progress == null) {
			this.move = null;
			return Optional.empty();
		}
		if (this.move == null || this.move.startedMillis != progress.startedMillis()) {
			this.move = new Move(progress.startedMillis(), first ? this.others : othersBefore);
		}
		return Optional.of(this.move.found(first ? 0 : gained, this.others, progress.moved()));
	}

	/** A count that has fallen was forgotten in between, and has begun again. */
	private static long gain(long before, long now) {
		return (now >= before) ? now - before : now;
	}

	/**
	 * What was found out.
	 *
	 * @param exactly how many more were recognised by another node
	 * @param estimated how many others seem to have come back elsewhere, in all
	 */
	record Found(int exactly, long estimated) {

	}

	/** One move of connections. */
	private static final class Move {

		private final long startedMillis;

		private final RecoveryEstimate estimate;

		private long recognised;

		private long told;

		Move(long startedMillis, long othersBefore) {
			this.startedMillis = startedMillis;
			this.estimate = new RecoveryEstimate(othersBefore);
		}

		/** Never more than were moved: the rest has left by itself. */
		Found found(long gained, long othersNow, long moved) {
			this.recognised += gained;
			long known = Math.max(this.told, Math.min(this.recognised, moved));
			int more = Math.toIntExact(known - this.told);
			this.told = known;
			return new Found(more, this.estimate.estimate(othersNow, moved, known));
		}

	}

}
