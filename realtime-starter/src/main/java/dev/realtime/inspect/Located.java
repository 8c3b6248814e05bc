package dev.realtime.inspect;

import java.util.Comparator;

import dev.realtime.message.NodeId;
import dev.realtime.session.SessionDetail;
import dev.realtime.session.SessionFacts;

/**
 * A connection, and where it is.
 *
 * @param node where
 * @param facts how it is
 */
public record Located(NodeId node, SessionFacts facts) {

	static final Comparator<Located> BY_NODE = Comparator.comparing((Located each) -> each.node().toString())
		.thenComparing((each) -> each.facts().number());

	/**
	 * All that is known of a connection, and where it is.
	 *
	 * @param node where
	 * @param detail all that is known
	 */
	public record Detail(NodeId node, SessionDetail detail) {

	}

}
