package dev.realtime.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;

import dev.realtime.RealtimeController;
import dev.realtime.testing.EarlyPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a developer reads who has configured something that makes no sense.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefusedPropertiesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					path=realtime                 | realtime.path is 'realtime'; it must start with a slash
					path=/                        | realtime.path is '/'; it must start with a slash, not end with one
					path=/real time               | realtime.path is '/real time';
					path=/a/../b                  | realtime.path is '/a/../b';
					path=/a/{b}                   | realtime.path is '/a/{b}'; it must start with a slash, not end with one, and hold no pattern: use /realtime
					loops=-1                      | realtime.loops is -1; it must be at least 0
					heartbeat.interval=500ms      | realtime.heartbeat.interval is 500 ms; allowed is 1s to 5m
					heartbeat.interval=1500ms     | realtime.heartbeat.interval is 1500 ms; clients are told in whole seconds: use 1s or 2s
					heartbeat.interval=10000001us | realtime.heartbeat.interval is 10000 ms and a bit; clients are told in whole seconds: use 10s or 11s
					heartbeat.timeout=6m          | realtime.heartbeat.timeout is 360000 ms; allowed is 1s to 5m
					limits.max-connections=0      | realtime.limits.max-connections is 0; it must be at least 1
					limits.max-connection-age=59s | realtime.limits.max-connection-age is 59000 ms; it must be 0 for never, or at least 1m
					limits.idle-after=500ms       | realtime.limits.idle-after is 500ms; allowed is 1000ms to 86400000ms
					affinity.cookie=a=b           | realtime.affinity.cookie is 'a=b'; allowed are 1 to 64 letters, digits, dashes and underscores
					limits.max-channels=20000     | realtime.limits.max-channels is 20000; allowed is 1 to 10000
					limits.commands-per-second=0  | realtime.limits.commands-per-second is 0; allowed is 1 to 100000
					limits.max-connections-per-user=-1 | realtime.limits.max-connections-per-user is -1; it must be at least 0
					cluster.name=a b              | realtime.cluster.name is 'a b'; allowed are 1 to 64 letters, digits, dots, dashes and underscores
					cluster.name=                 | realtime.cluster.name is ''; allowed are 1 to 64
					node.name=a/b                 | realtime.node.name is 'a/b'; allowed are 1 to 64 letters, digits, dots, dashes and underscores
					limits.max-frame-size=17MB    | realtime.limits.max-frame-size is 17MB; allowed is 1KB to 16MB
					limits.max-payload-size=0B    | realtime.limits.max-payload-size is 0B; allowed is 1B to 16MB
					limits.max-payload-size=2MB   | realtime.limits.max-payload-size is 2MB, more than a message may hold; lower it, or raise realtime.limits.max-frame-size, which is 1MB
					personal-channel=user         | realtime.personal-channel is refused. The pattern 'user' must hold {id} exactly once: use user:{id}
					personal-channel={id}:{id}    | realtime.personal-channel is refused. The pattern '{id}:{id}' must hold {id} exactly once
					personal-channel=my {id}      | realtime.personal-channel is refused. The pattern 'my {id}' makes no channel names: take white space and control characters out
					backpressure.window=1KB       | realtime.backpressure.window is 1KB; allowed is 4KB to 16MB
					backpressure.max-lag=1GB      | realtime.backpressure.max-lag is 1024MB; allowed is 64KB to 256MB
					channels[0].priority=high     | realtime.channels[0].pattern is missing: say which channels the rule is for, such as match:*:score
					channels[0].pattern=a::b      | realtime.channels[0] is refused. The channel pattern 'a::b' has an empty segment
					channels[0].pattern=a:**:b    | realtime.channels[0] is refused. The channel pattern 'a:**:b' has '**' in it
					""")
	void valueThatMakesNoSenseIsRefusedWithPropertyValueAndRemedy(String property, String message,
			CapturedOutput output) {
		assertRefused(output, message, Nothing.class, "--realtime." + property);

		assertThat(output).contains("Update your application's configuration. It says:")
			.contains("\n    realtime." + property.substring(0, property.indexOf('=')) + ", set in \"realtime."
					+ property.substring(0, property.indexOf('=')) + "\" from property source \"commandLineArgs\"");
	}

	@Test
	void ruleIsNamedByItsPlaceInTheList(CapturedOutput output) {
		assertRefused(output,
				"realtime.channels[1] is refused. The rule 'news' has recovery STREAM but keeps no history: "
						+ "give it history.size and history.ttl, or recovery: none",
				Nothing.class, "--realtime.channels[0].pattern=chat:*", "--realtime.channels[1].pattern=news",
				"--realtime.channels[1].recovery=stream");
	}

	@Test
	void historyIsNamedByItsPlaceInTheList(CapturedOutput output) {
		assertRefused(output, "realtime.channels[1].history.size is 10001; allowed is 0 to 10000", Nothing.class,
				"--realtime.channels[0].pattern=chat:*", "--realtime.channels[1].pattern=news",
				"--realtime.channels[1].history.size=10001");
	}

	@Test
	void ruleThatCanNeverMatchIsRefused(CapturedOutput output) {
		assertRefused(output,
				"realtime.channels[1].pattern is 'chat:*', but the first rule that matches counts and "
						+ "realtime.channels[0] has '**'",
				Nothing.class, "--realtime.channels[0].pattern=**", "--realtime.channels[1].pattern=chat:*");
	}

	@Test
	void personalChannelWithoutARuleIsRefused(CapturedOutput output) {
		assertRefused(output,
				"realtime.personal-channel is 'user:{id}', but no rule matches the channel 'user:anybody': "
						+ "add one to realtime.channels with recovery: stream, history.size and history.ttl",
				Nothing.class, "--realtime.personal-channel=user:{id}", "--realtime.channels[0].pattern=chat:*");

		assertThat(output).contains("\n    realtime.personal-channel, set in \"realtime.personal-channel\"");
	}

	@Test
	void personalChannelWhoseRuleDoesNotRecoverIsRefused(CapturedOutput output) {
		assertRefused(output,
				"realtime.personal-channel is 'user:{id}', but the rule of the channel 'user:anybody', "
						+ "realtime.channels[1] with the pattern 'user:*', has recovery none: give it recovery: stream "
						+ "with history.size and history.ttl, or put one before it that has them",
				Nothing.class, "--realtime.personal-channel=user:{id}", "--realtime.channels[0].pattern=chat:*",
				"--realtime.channels[1].pattern=user:*");
	}

	@ParameterizedTest
	@CsvSource({ "user:admin, user:admin", "*:admin, user:admin", "**, user:anybody", "*:*, user:anybody" })
	void ruleThatKeepsOneUsersChannelFromRecoveringIsRefused(String pattern, String channel, CapturedOutput output) {
		assertRefused(output,
				"the rule of the channel '" + channel + "', realtime.channels[0] with the pattern '" + pattern + "',",
				Nothing.class, "--realtime.personal-channel=user:{id}", "--realtime.channels[0].pattern=" + pattern);
	}

	@Test
	void unknownPriorityIsRefusedWithThoseThereAre(CapturedOutput output) {
		assertRefused(output, "urgent", Nothing.class, "--realtime.channels[0].pattern=news",
				"--realtime.channels[0].priority=urgent");

		assertThat(output).contains("realtime.channels[0].priority", "CRITICAL", "NORMAL");
	}

	@Test
	void originIsRefusedWithAnExample(CapturedOutput output) {
		assertServletRefused(output,
				"realtime.allowed-origins has 'example.com', which is not an origin: write scheme "
						+ "and host like https://example.com, or *",
				Nothing.class, "--realtime.allowed-origins=example.com");
	}

	@Test
	void tomcatThatTakesFewerConnectionsThanTheNodeIsRefused(CapturedOutput output) {
		assertServletRefused(output,
				"server.tomcat.max-connections is 5000, less than realtime.limits.max-connections, which is 10000",
				Nothing.class, "--server.tomcat.max-connections=5000");

		assertThat(output).contains("\n    server.tomcat.max-connections, set in ");
	}

	@Test
	void executorThatDoesNotExistIsRefused(CapturedOutput output) {
		assertServletRefused(output, "realtime.executor is 'nobody', but there is no such bean", Nothing.class,
				"--realtime.executor=nobody");
	}

	@Test
	void controllerThatStompWouldFindIsRefused(CapturedOutput output) {
		assertServletRefused(output, "is a @RealtimeController and a @Controller as well", TwoKinds.class);
	}

	@Test
	void mistakesOfTheApplicationKeepTheirStackTrace(CapturedOutput output) {
		assertThatThrownBy(() -> application(EarlyPublisher.class, "--realtime.channels[0].pattern=news"))
			.hasRootCauseInstanceOf(IllegalArgumentException.class);

		assertThat(output).contains("No rule matches the channel 'elsewhere'", "\tat " + EarlyPublisher.class.getName())
			.doesNotContain("APPLICATION FAILED TO START");
	}

	private static void assertRefused(CapturedOutput output, String message, Class<?> configuration,
			String... arguments) {
		assertThatThrownBy(() -> application(configuration, arguments)).isNotNull();
		assertShown(output, message);
	}

	private static void assertServletRefused(CapturedOutput output, String message, Class<?> configuration,
			String... arguments) {
		assertThatThrownBy(() -> OpenApplication.start(configuration, arguments)).isNotNull();
		assertShown(output, message);
	}

	private static void assertShown(CapturedOutput output, String message) {
		assertThat(output).contains("APPLICATION FAILED TO START", "Description:", "Action:", message)
			.doesNotContain("\tat ");
	}

	private static void application(Class<?> configuration, String... arguments) {
		new SpringApplicationBuilder(configuration, RealtimeAutoConfiguration.class).web(WebApplicationType.NONE)
			.run(arguments)
			.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoKinds {

		@Bean
		Both both() {
			return new Both();
		}

	}

	@Controller
	@RealtimeController
	static class Both {

		@MessageMapping("method")
		void method() {
		}

	}

}
