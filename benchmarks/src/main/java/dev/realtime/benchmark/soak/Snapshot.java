package dev.realtime.benchmark.soak;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.realtime.benchmark.process.ServerProcess;

/**
 * What all nodes and Redis hold at one moment, each figure summed over the nodes.
 *
 * @param figures numbers by their names
 */
record Snapshot(Map<String, Long> figures) {

	/** What a figure of Redis begins with: the kind of keys follows. */
	static final String KEYS = "redis.";

	Snapshot {
		figures = Map.copyOf(figures);
	}

	/** Lets the nodes collect their garbage and asks them, and Redis. */
	static Snapshot take(List<ServerProcess> nodes, RedisProcess redis) {
		Map<String, Long> figures = new TreeMap<>();
		for (ServerProcess node : nodes) {
			for (String figure : node.control().figures().split(" ")) {
				int equals = figure.lastIndexOf('=');
				figures.merge(figure.substring(0, equals), Long.parseLong(figure.substring(equals + 1)), Long::sum);
			}
			figures.merge("descriptors", node.probe().orElseThrow().descriptors(), Long::sum);
			figures.merge("resident", node.probe().orElseThrow().residentBytes(), Long::sum);
		}
		redis.keys().forEach((kind, count) -> figures.put(KEYS + kind, count));
		figures.put("redis", redis.keys().values().stream().mapToLong(Long::longValue).sum());
		figures.put("redisSubscriptions", redis.subscriptions());
		return new Snapshot(figures);
	}

	/** 0 for what there is nothing of. */
	long get(String figure) {
		return this.figures.getOrDefault(figure, 0L);
	}

	/** Objects of a class of ours. */
	long objects(String type) {
		return get(NodeFigures.CLASS + "dev.realtime." + type);
	}

}
