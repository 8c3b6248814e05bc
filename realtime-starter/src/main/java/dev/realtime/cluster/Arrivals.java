package dev.realtime.cluster;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.NodeId;

/**
 * From which other nodes clients have come to this one. A node that gives its clients
 * away learns so how many have found another.
 *
 * <p>
 * Only nodes that are alive count, or were when the first came from there: clients may
 * send anything. The {@value #MOST} from which clients have come last are remembered; one
 * that was forgotten begins at 0 again. Thread-safe.
 */
public final class Arrivals {

	/** So that a summary stays small. */
	static final int MOST = 16;

	private final NodeDirectory directory;

	/** The one from which a client has come last is the last. */
	private final Map<NodeId, Long> counts = new LinkedHashMap<>(MOST, 0.75f, true);

	/**
	 * Begins to count.
	 * @param directory knows who is alive
	 */
	public Arrivals(NodeDirectory directory) {
		this.directory = directory;
	}

	/**
	 * Finds a node of which a client says that it was there.
	 * @param claimed what it says
	 * @return the node, the same object for all clients; nothing if there is no such node
	 * or it is this one
	 */
	public @Nullable NodeId recognise(NodeId claimed) {
		for (NodeId node : this.directory.alive()) {
			if (node.equals(claimed)) {
				return node.equals(this.directory.self()) ? null : node;
			}
		}
		return counts().keySet().stream().filter(claimed::equals).findFirst().orElse(null);
	}

	/**
	 * Counts a client that has connected.
	 * @param before where it was, as {@link #recognise} has answered
	 */
	public synchronized void count(NodeId before) {
		this.counts.merge(before, 1L, Long::sum);
		if (this.counts.size() > MOST) {
			Iterator<NodeId> oldest = this.counts.keySet().iterator();
			oldest.next();
			oldest.remove();
		}
	}

	/**
	 * Returns how many have come.
	 * @return by node, since this one has started
	 */
	public synchronized Map<NodeId, Long> counts() {
		return Map.copyOf(this.counts);
	}

}
