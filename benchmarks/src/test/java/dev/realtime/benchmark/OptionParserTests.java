package dev.realtime.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.realtime.benchmark.client.Dialect;
import dev.realtime.benchmark.process.ServerKind;
import dev.realtime.benchmark.scenario.Scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionParserTests {

	@Test
	void aScenarioAloneHasDefaults() {
		Options options = OptionParser.parse("paced");

		assertThat(options.scenarios()).containsExactly(Scenario.PACED);
		assertThat(options.servers()).containsExactly(ServerKind.REALTIME, ServerKind.STOMP);
		assertThat(options.passes()).isEqualTo(3);
		assertThat(options.load().size()).isEqualTo(200);
		assertThat(options.running()).isEmpty();
		assertThat(options.output()).isEmpty();
	}

	@Test
	void valuesStandBehindABlankOrAnEqualsSign() {
		Options options = OptionParser.parse("saturated", "--connections", "10000", "--in-flight=8", "--warm-up=500ms",
				"--servers=stomp-ordered", "--server-flag", "-XX:+UseZGC", "--server-flag=-Da=b", "--output", "x.json");

		assertThat(options.load().connections()).isEqualTo(10_000);
		assertThat(options.load().inFlight()).isEqualTo(8);
		assertThat(options.load().warmUp()).isEqualTo(Duration.ofMillis(500));
		assertThat(options.servers()).containsExactly(ServerKind.STOMP_ORDERED);
		assertThat(options.serverFlags()).containsExactly("-XX:+UseZGC", "-Da=b");
		assertThat(options.output()).contains(Path.of("x.json"));
	}

	@Test
	void quickIsShortAndCanBeVaried() {
		Options options = OptionParser.parse("quick", "--connections", "50");

		assertThat(options.scenarios()).containsExactly(Scenario.IDLE, Scenario.PACED, Scenario.SATURATED);
		assertThat(options.passes()).isEqualTo(1);
		assertThat(options.load().connections()).isEqualTo(50);
	}

	@Test
	void aRunningServerTakesThePlaceOfOthers() {
		Options options = OptionParser.parse("paced", "--url", "ws://127.0.0.1:8080/stomp", "--protocol", "stomp",
				"--pid", "17");

		Options.Running running = options.running().orElseThrow();
		assertThat(running.url()).isEqualTo(URI.create("ws://127.0.0.1:8080/stomp"));
		assertThat(running.dialect()).isEqualTo(Dialect.Kind.STOMP);
		assertThat(running.channel()).isEqualTo("bench");
		assertThat(running.pid()).hasValue(17);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--connections 5            | Name a scenario first
			fast                       | no scenario 'fast': choose from idle, paced, saturated, connect
			paced --speed 5            | no option '--speed': choose from --at-once
			paced --rate               | --rate needs a value
			paced --rate fast          | --rate 'fast' cannot be read: write a number
			paced --rate 0             | --rate 0.0 is out of range
			paced --rate NaN           | --rate NaN is out of range
			paced --connections 0      | --connections 0 is out of range: choose 1 to
			paced --connections many   | --connections 'many' cannot be read: write a whole number
			paced --duration soon      | --duration 'soon' cannot be read: write a duration
			paced --duration 0s        | --duration must be longer
			paced --duration 1h        | --duration 3600000ms is out of range
			paced --size 10            | --size 10 is out of range: choose 47 to
			saturated --in-flight 2000 | --in-flight 2000 is out of range: choose 1 to 1024
			paced --passes 0           | --passes 0 is out of range
			paced --servers jetty      | no server 'jetty': choose from realtime, stomp, stomp-ordered
			paced --pid 5              | --pid says more of a running server: name that with --url
			paced --url http://a:1/    | --url http://a:1/ cannot be used
			paced --url ws://a/x       | --url ws://a/x cannot be used
			idle,paced --output x      | --output names one file, but there are 2 scenarios
			""")
	void whatCannotBeFollowedIsRefusedInWords(String arguments, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> OptionParser.parse(arguments.split(" ")))
			.withMessageContaining(message);
	}

}
