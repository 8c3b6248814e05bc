package dev.realtime.cluster;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Give;
import dev.realtime.drain.DrainOrder.Serve;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;

/**
 * The form of what a node is to do.
 */
final class DrainOrderForm {

	private DrainOrderForm() {
	}

	static void write(ObjectNode json, NodeOrder order) {
		json.put("number", order.number());
		json.put("by", order.by());
		order.desired().dispatchTo(new DrainOrder.Handler<@Nullable Void>() {

			@Override
			public @Nullable Void serve(Serve serve) {
				json.put("to", "serve");
				return null;
			}

			@Override
			public @Nullable Void cordon(Cordon cordon) {
				json.put("to", "cordon");
				return null;
			}

			@Override
			public @Nullable Void drain(Drain drain) {
				json.put("to", "drain");
				write(json.putObject("plan"), drain.plan());
				return null;
			}

			@Override
			public @Nullable Void give(Give give) {
				json.put("to", "give");
				json.put("connections", give.connections());
				write(json.putObject("plan"), give.plan());
				return null;
			}

		});
	}

	private static void write(ObjectNode json, DrainPlan plan) {
		json.put("rate", plan.ratePerSecond());
		if (plan.deadline() != null) {
			json.put("deadline", plan.deadline().toMillis());
		}
		json.put("wait", plan.balancerWait().toMillis());
		json.put("spread", plan.spread().toMillis());
		json.put("order", plan.order().name());
		json.put("forced", plan.forced());
	}

	/** What is wanted and not known fails: it must not be taken for something else. */
	static NodeOrder read(JsonNode json) {
		String to = JsonForm.text(json, "to");
		DrainOrder desired = switch (to) {
			case "serve" -> new Serve();
			case "cordon" -> new Cordon();
			case "drain" -> new Drain(plan(json.required("plan")));
			case "give" -> new Give(JsonForm.integer(json, "connections"), plan(json.required("plan")));
			default -> throw new IllegalArgumentException("A node is told to '" + to + "', which is not known here");
		};
		return new NodeOrder(JsonForm.number(json, "number"), desired, JsonForm.text(json, "by"));
	}

	private static DrainPlan plan(JsonNode json) {
		return new DrainPlan(json.required("rate").doubleValue(),
				json.has("deadline") ? JsonForm.millis(json, "deadline") : null, JsonForm.millis(json, "wait"),
				JsonForm.millis(json, "spread"), MoveOrder.valueOf(JsonForm.text(json, "order")),
				JsonForm.flag(json, "forced"));
	}

}
