package dev.realtime.endpoint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;

/**
 * A node that is there and has not answered, so that what is told is not all there is.
 *
 * @param node its name
 * @param why SILENT if nothing was heard of it in time, FAILED if it could not answer or
 * answered in another version, UNHANDLED if it does not know the question
 */
public record MissingNode(String node, Missing why) {

	/** Those that are gone have nothing to say: nobody misses it. */
	static List<MissingNode> present(Map<NodeId, Missing> missing) {
		return of(missing).stream().filter((each) -> each.why() != Missing.GONE).toList();
	}

	static List<MissingNode> of(Map<NodeId, Missing> missing) {
		return missing.entrySet()
			.stream()
			.map((each) -> new MissingNode(each.getKey().name(), each.getValue()))
			.sorted(Comparator.comparing(MissingNode::node))
			.toList();
	}

}
