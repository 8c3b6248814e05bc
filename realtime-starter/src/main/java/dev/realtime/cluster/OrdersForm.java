package dev.realtime.cluster;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.realtime.cluster.Operation.End;
import dev.realtime.cluster.Operation.Outcome;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;

/**
 * The form of all orders. What is written is sorted, so that the same orders are the same
 * bytes.
 */
final class OrdersForm {

	private static final int VERSION = 1;

	private static final Comparator<NodeId> BY_TEXT = Comparator.comparing(NodeId::toString);

	private OrdersForm() {
	}

	static byte[] write(NodeOrders orders) {
		return JsonForm.write(VERSION, (json) -> {
			json.put("revision", orders.revision());
			ArrayNode nodes = json.putArray("nodes");
			sorted(orders.nodes()).forEach((node, order) -> {
				ObjectNode each = nodes.addObject();
				JsonForm.putNode(each, node);
				DrainOrderForm.write(each, order);
			});
			ObjectNode names = json.putObject("names");
			new TreeMap<>(orders.names()).forEach((name, order) -> DrainOrderForm.write(names.putObject(name), order));
			ArrayNode tiers = json.putArray("tiers");
			sorted(orders.tiers()).forEach((node, tier) -> {
				ObjectNode each = tiers.addObject();
				JsonForm.putNode(each, node);
				each.put("tier", tier.tier());
				write(each, tier.untilMillis(), tier.by(), tier.atMillis());
			});
			ObjectNode priorities = json.putObject("priorities");
			new TreeMap<>(orders.priorities()).forEach((pattern, override) -> {
				ObjectNode each = priorities.putObject(pattern);
				each.put("priority", override.priority().name());
				write(each, override.untilMillis(), override.by(), override.atMillis());
			});
			if (orders.operation() != null) {
				write(json.putObject("operation"), orders.operation());
			}
		});
	}

	private static <T> Map<NodeId, T> sorted(Map<NodeId, T> map) {
		Map<NodeId, T> sorted = new TreeMap<>(BY_TEXT);
		sorted.putAll(map);
		return sorted;
	}

	private static void write(ObjectNode json, long untilMillis, String by, long atMillis) {
		json.put("until", untilMillis);
		json.put("by", by);
		json.put("at", atMillis);
	}

	private static void write(ObjectNode json, Operation operation) {
		json.put("id", operation.id());
		json.put("kind", operation.kind());
		ArrayNode targets = json.putArray("targets");
		operation.targets().stream().sorted(BY_TEXT).forEach((node) -> JsonForm.putNode(targets.addObject(), node));
		json.put("by", operation.by());
		json.put("at", operation.startedMillis());
		json.put("overdue", operation.overdueMillis());
		End end = operation.end();
		if (end != null) {
			json.put("outcome", end.outcome().name());
			json.put("ended", end.atMillis());
		}
	}

	static @Nullable NodeOrders read(byte[] bytes) {
		return JsonForm.read(bytes, VERSION, (json) -> {
			Map<NodeId, NodeOrder> nodes = new HashMap<>();
			for (JsonNode each : json.required("nodes")) {
				nodes.put(JsonForm.node(each), DrainOrderForm.read(each));
			}
			Map<String, NodeOrder> names = new HashMap<>();
			json.required("names")
				.properties()
				.forEach((each) -> names.put(each.getKey(), DrainOrderForm.read(each.getValue())));
			Map<NodeId, TierOverride> tiers = new HashMap<>();
			for (JsonNode each : json.required("tiers")) {
				tiers.put(JsonForm.node(each), new TierOverride(JsonForm.text(each, "tier"),
						JsonForm.number(each, "until"), JsonForm.text(each, "by"), JsonForm.number(each, "at")));
			}
			Map<String, PriorityOverride> priorities = new HashMap<>();
			json.required("priorities")
				.properties()
				.forEach((each) -> priorities.put(each.getKey(), priority(each.getValue())));
			return new NodeOrders(JsonForm.number(json, "revision"), nodes, names, tiers, priorities,
					json.has("operation") ? operation(json.required("operation")) : null);
		});
	}

	private static PriorityOverride priority(JsonNode json) {
		return new PriorityOverride(Priority.valueOf(JsonForm.text(json, "priority")), JsonForm.number(json, "until"),
				JsonForm.text(json, "by"), JsonForm.number(json, "at"));
	}

	private static Operation operation(JsonNode json) {
		Set<NodeId> targets = new HashSet<>();
		for (JsonNode each : json.required("targets")) {
			targets.add(JsonForm.node(each));
		}
		String outcome = JsonForm.textIfAny(json, "outcome");
		End end = (outcome != null) ? new End(Outcome.valueOf(outcome), JsonForm.number(json, "ended")) : null;
		return new Operation(JsonForm.text(json, "id"), JsonForm.text(json, "kind"), targets, JsonForm.text(json, "by"),
				JsonForm.number(json, "at"), JsonForm.number(json, "overdue"), end);
	}

}
