package dev.realtime.redis.lease;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.NodeId;

/**
 * Who holds a lease: a node, and how often it had to begin anew. One that stood still for
 * longer than its lease begins a new generation, so that what is removed of the earlier
 * one cannot hit what it writes now.
 *
 * @param node the node
 * @param generation from 1
 */
public record LeaseOwner(NodeId node, int generation) {

	/**
	 * Checks the owner.
	 * @throws IllegalArgumentException if the generation is not positive
	 */
	public LeaseOwner {
		Objects.requireNonNull(node, "node");
		if (generation < 1) {
			throw new IllegalArgumentException("Generation " + generation + " of node " + node + " is not positive");
		}
	}

	/**
	 * Returns what tells this owner from all others.
	 * @return incarnation and generation
	 */
	public String key() {
		return this.node.incarnation() + "." + this.generation;
	}

	LeaseOwner next() {
		return new LeaseOwner(this.node, this.generation + 1);
	}

	/** As it stands among the leases. */
	String text() {
		return key() + nameSuffix();
	}

	/** What all incarnations of a node have in common. */
	String nameSuffix() {
		return "/" + this.node.name();
	}

	/** Nothing if another version has written it. */
	static @Nullable LeaseOwner parse(String text) {
		int slash = text.indexOf('/');
		int dot = text.lastIndexOf('.', slash);
		try {
			return new LeaseOwner(new NodeId(text.substring(slash + 1), text.substring(0, dot)),
					Integer.parseInt(text.substring(dot + 1, slash)));
		}
		catch (IndexOutOfBoundsException | IllegalArgumentException ex) {
			return null;
		}
	}

}
