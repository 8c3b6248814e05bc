package dev.realtime.cluster;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.realtime.cluster.NodeReport.Clients;
import dev.realtime.cluster.NodeReport.Delivery;
import dev.realtime.cluster.NodeReport.Orders;
import dev.realtime.cluster.NodeReport.Pressure;
import dev.realtime.cluster.NodeReport.RedisState;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainProgress;
import dev.realtime.message.Priority;
import dev.realtime.latency.LatencyHistogram;

/**
 * The form of a report.
 */
final class ReportForm {

	private static final int VERSION = 1;

	private ReportForm() {
	}

	static byte[] write(NodeReport report) {
		return JsonForm.write(VERSION, (json) -> {
			JsonForm.putNode(json, report.node());
			json.put("time", report.timeMillis());
			ObjectNode clients = json.putObject("clients");
			clients.put("connections", report.clients().connections());
			clients.put("capacity", report.clients().capacity());
			clients.put("slow", report.clients().slow());
			JsonForm.putCounts(clients, "arrivedFrom", report.clients().arrivedFrom());
			write(json.putObject("pressure"), report.pressure());
			write(json.putObject("delivery"), report.delivery());
			if (report.redis() != null) {
				write(json.putObject("redis"), report.redis());
			}
			write(json.putObject("orders"), report.orders());
			ObjectNode versions = json.putObject("versions");
			new TreeMap<>(report.versions()).forEach(versions::put);
			ObjectNode priorities = json.putObject("priorities");
			new TreeMap<>(report.priorities()).forEach((pattern, value) -> priorities.put(pattern, value.name()));
		});
	}

	private static void write(ObjectNode json, Pressure pressure) {
		json.put("tier", pressure.tier());
		json.put("reason", pressure.reason());
		json.put("loopLag", JsonForm.micros(pressure.loopLag()));
		json.put("queueBytes", pressure.queueBytes());
		json.put("lagBytes", pressure.lagBytes());
	}

	private static void write(ObjectNode json, Delivery delivery) {
		json.put("latency", delivery.latency().toText());
		ObjectNode skipped = json.putObject("skipped");
		new TreeMap<>(delivery.skipped()).forEach((priority, count) -> skipped.put(priority.name(), count));
	}

	private static void write(ObjectNode json, RedisState redis) {
		json.put("up", redis.up());
		json.put("trouble", redis.trouble());
		json.put("lag", JsonForm.micros(redis.lag()));
		json.put("expected", redis.expectedSubscribers());
		json.put("actual", redis.actualSubscribers());
	}

	private static void write(ObjectNode json, Orders orders) {
		json.put("heard", orders.heard());
		json.put("done", orders.done());
		json.put("phase", orders.phase().name());
		DrainProgress drain = orders.drain();
		if (drain != null) {
			ObjectNode progress = json.putObject("drain");
			progress.put("started", drain.startedMillis());
			progress.put("moved", drain.moved());
			progress.put("left", drain.left());
			progress.put("exactly", drain.recoveredExactly());
			progress.put("estimated", drain.recoveredEstimated());
			if (drain.eta() != null) {
				progress.put("eta", drain.eta().toMillis());
			}
			if (drain.paused() != null) {
				progress.put("paused", drain.paused());
			}
		}
	}

	static @Nullable NodeReport read(byte[] bytes) {
		return JsonForm.read(bytes, VERSION, (json) -> {
			JsonNode clients = json.required("clients");
			Map<String, String> versions = new HashMap<>();
			json.required("versions")
				.properties()
				.forEach((each) -> versions.put(each.getKey(), each.getValue().stringValue()));
			Map<String, Priority> priorities = new HashMap<>();
			json.required("priorities")
				.properties()
				.forEach((each) -> priorities.put(each.getKey(), Priority.valueOf(each.getValue().stringValue())));
			return new NodeReport(JsonForm.node(json), JsonForm.number(json, "time"),
					new Clients(JsonForm.integer(clients, "connections"), JsonForm.integer(clients, "capacity"),
							JsonForm.integer(clients, "slow"), JsonForm.counts(clients, "arrivedFrom")),
					pressure(json.required("pressure")), delivery(json.required("delivery")),
					json.has("redis") ? redis(json.required("redis")) : null, orders(json.required("orders")), versions,
					priorities);
		});
	}

	private static Pressure pressure(JsonNode json) {
		return new Pressure(JsonForm.text(json, "tier"), JsonForm.text(json, "reason"),
				JsonForm.micros(json, "loopLag"), JsonForm.number(json, "queueBytes"),
				JsonForm.number(json, "lagBytes"));
	}

	private static Delivery delivery(JsonNode json) {
		Map<Priority, Long> skipped = new EnumMap<>(Priority.class);
		json.required("skipped")
			.properties()
			.forEach((each) -> skipped.put(Priority.valueOf(each.getKey()), each.getValue().longValue()));
		return new Delivery(LatencyHistogram.parse(JsonForm.text(json, "latency")), skipped);
	}

	private static RedisState redis(JsonNode json) {
		return new RedisState(JsonForm.flag(json, "up"), JsonForm.text(json, "trouble"), JsonForm.micros(json, "lag"),
				JsonForm.number(json, "expected"), JsonForm.number(json, "actual"));
	}

	private static Orders orders(JsonNode json) {
		return new Orders(JsonForm.number(json, "heard"), JsonForm.number(json, "done"),
				DrainPhase.valueOf(JsonForm.text(json, "phase")),
				json.has("drain") ? progress(json.required("drain")) : null);
	}

	private static DrainProgress progress(JsonNode json) {
		return new DrainProgress(JsonForm.number(json, "started"), JsonForm.number(json, "moved"),
				JsonForm.integer(json, "left"), JsonForm.number(json, "exactly"), JsonForm.number(json, "estimated"),
				json.has("eta") ? JsonForm.millis(json, "eta") : null, JsonForm.textIfAny(json, "paused"));
	}

}
