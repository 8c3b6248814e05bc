package dev.realtime.delta;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The published SDK, unchanged, applies what the encoder writes.
 */
class FossilSdkTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int PUBLICATIONS = 3000;

	private static final String[] NAMES = { "Kohli", "कोहली", "धोनी ने छक्का मारा", "🏏 Pollard", "Ñandú", "de Kock" };

	@Test
	void sdkSeesEveryStateOfAMatchThatTravelsAsDeltas(@TempDir Path folder) throws IOException {
		long seed = Long.getLong("realtime.test.seed", System.nanoTime());
		List<String> states = states(new Random(seed));
		List<String> pushes = new ArrayList<>();
		int deltas = 0;
		byte[] base = new byte[0];
		for (int i = 0; i < states.size(); i++) {
			byte[] target = states.get(i).getBytes(StandardCharsets.UTF_8);
			byte[] delta = (i > 0) ? FossilDelta.encode(base, target) : null;
			deltas += (delta != null) ? 1 : 0;
			pushes.add(push(i + 1, (delta != null) ? delta : target, delta != null));
			base = target;
		}
		Path file = Files.writeString(folder.resolve("pushes"), String.join("\n", pushes));

		try (NodeProcess sdk = NodeScripts.prepared().start("sdk-delta.mjs", file.toString())) {
			sdk.await("publication", (event) -> event.path("data").path("ball").asInt() == PUBLICATIONS - 1);
			List<JsonNode> seen = sdk.events("publication").stream().map((event) -> event.path("data")).toList();

			assertThat(sdk.events("disconnected")).as("seed %s", seed).isEmpty();
			assertThat(seen).as("seed %s", seed).isEqualTo(states.stream().map(JSON::readTree).toList());
			assertThat(deltas).as("deltas with seed %s", seed).isGreaterThan(PUBLICATIONS * 9 / 10);
		}
	}

	private static List<String> states(Random random) {
		List<Map<String, Object>> players = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			players.add(Map.of("name", NAMES[random.nextInt(NAMES.length)], "runs", 0, "balls", 0));
		}
		List<String> states = new ArrayList<>();
		for (int i = 0; i < PUBLICATIONS; i++) {
			int changed = random.nextInt(players.size());
			players.set(changed, Map.of("name", NAMES[random.nextInt(NAMES.length)], "runs", random.nextInt(200),
					"balls", random.nextInt(100)));
			if (random.nextInt(20) == 0) {
				players.add(random.nextInt(players.size()), players.remove(random.nextInt(players.size())));
			}
			states.add(JSON.writeValueAsString(Map.of("ball", i, "players", players)));
		}
		return states;
	}

	private static String push(int offset, byte[] data, boolean delta) {
		String text = new String(data, StandardCharsets.UTF_8);
		return JSON.writeValueAsString(Map.of("push", Map.of("channel", "c", "pub", delta
				? Map.of("data", text, "offset", offset, "delta", true) : Map.of("data", text, "offset", offset))));
	}

}
