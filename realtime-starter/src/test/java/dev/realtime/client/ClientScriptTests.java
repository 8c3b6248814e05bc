package dev.realtime.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.NodeProcess;
import dev.realtime.testing.NodeScripts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the tests of {@code client.js} under Node's test runner.
 */
class ClientScriptTests {

	@Test
	void testsOfTheBrowserClientPass() {
		try (NodeProcess tests = NodeScripts.startTests("src/test/client")) {
			int status = tests.awaitExit(Duration.ofMinutes(1));

			assertThat(status).as(() -> "node --test said:\n" + tests.output()).isZero();
			assertThat(tests.output()).containsPattern("tests [1-9]");
		}
	}

}
