package dev.realtime.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.realtime.message.NodeId;
import dev.realtime.message.NodeMark;

/**
 * The form of what nodes let each other read about themselves: JSON with its version as
 * {@code v}. Members that are not known are ignored, so one may be added; whatever an
 * older node must not overlook needs a new version.
 */
final class JsonForm {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private JsonForm() {
	}

	static byte[] write(int version, Consumer<ObjectNode> writer) {
		ObjectNode json = JSON.createObjectNode();
		json.put("v", version);
		writer.accept(json);
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** Nothing if it is of another version or malformed. */
	static <T> @Nullable T read(byte[] bytes, int version, Function<JsonNode, T> reader) {
		try {
			JsonNode json = JSON.readTree(bytes);
			return (json.isObject() && json.required("v").intValue() == version) ? reader.apply(json) : null;
		}
		catch (JacksonException | IllegalArgumentException | NullPointerException ex) {
			// Null is what a member holds that is there and says nothing.
			return null;
		}
	}

	static void putNode(ObjectNode json, NodeId node) {
		json.put("n", node.name());
		json.put("i", node.incarnation());
	}

	static NodeId node(JsonNode json) {
		return new NodeId(text(json, "n"), text(json, "i"));
	}

	static String text(JsonNode json, String member) {
		return json.required(member).stringValue();
	}

	static @Nullable String textIfAny(JsonNode json, String member) {
		return json.has(member) ? text(json, member) : null;
	}

	static int integer(JsonNode json, String member) {
		return json.required(member).intValue();
	}

	static long number(JsonNode json, String member) {
		return json.required(member).longValue();
	}

	static boolean flag(JsonNode json, String member) {
		return json.required(member).booleanValue();
	}

	/** Left out if it is empty. */
	static void putCounts(ObjectNode json, String member, Map<NodeId, Long> counts) {
		if (!counts.isEmpty()) {
			ObjectNode object = json.putObject(member);
			counts.forEach((node, count) -> object.put(NodeMark.of(node), count));
		}
	}

	/** Nobody if it is not there: an older node does not count. */
	static Map<NodeId, Long> counts(JsonNode json, String member) {
		Map<NodeId, Long> counts = new HashMap<>();
		json.path(member).properties().forEach((each) -> {
			NodeId node = NodeMark.read(each.getKey());
			if (node != null) {
				counts.put(node, each.getValue().longValue());
			}
		});
		return counts;
	}

	static Duration millis(JsonNode json, String member) {
		return Duration.ofMillis(number(json, member));
	}

	static Duration micros(JsonNode json, String member) {
		return Duration.of(number(json, member), ChronoUnit.MICROS);
	}

	static long micros(Duration duration) {
		return duration.toNanos() / 1000;
	}

}
