package dev.realtime.inspect;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.message.NodeId;

/**
 * What nodes answered. Every node that was asked is either in the one map or in the
 * other.
 *
 * @param answers by node
 * @param missing why others did not answer
 * @param <A> kind of answer
 */
record Answers<A>(Map<NodeId, A> answers, Map<NodeId, Missing> missing) {

	Answers {
		answers = Map.copyOf(answers);
		missing = Map.copyOf(missing);
	}

	Collection<A> all() {
		return this.answers.values();
	}

	/** Puts an answer together of which it is known who did not take part. */
	<T> Found<T> found(Function<Answers<A>, T> content) {
		return new Found<>(content.apply(this), present(this.missing));
	}

	/** Those that are gone have nothing to say: nobody misses it. */
	static Map<NodeId, Missing> present(Map<NodeId, Missing> missing) {
		return missing.entrySet()
			.stream()
			.filter((each) -> each.getValue() != Missing.GONE)
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}
