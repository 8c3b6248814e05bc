package dev.realtime.sample.cricket;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.realtime.RealtimePublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CricketConfiguration} and {@link CricketProperties}.
 */
class CricketConfigurationTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withUserConfiguration(CricketConfiguration.class)
		.withBean(RealtimePublisher.class, RecordingPublisher::new);

	@Test
	void replaysTheMatchByDefault() {
		this.contexts.run((context) -> {
			assertThat(context).hasSingleBean(CricketIngest.class);
			assertThat(context.getBean(CricketIngest.class).isRunning()).isTrue();
			assertThat(context.getBean(CricketProperties.class))
				.isEqualTo(new CricketProperties(true, Duration.ofSeconds(2), 10));
		});
	}

	@Test
	void onlyShowsWhenItIsSwitchedOff() {
		this.contexts.withPropertyValues("sample.cricket.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(CricketIngest.class);
			assertThat(context.getBean(Scoreboard.class).snapshot().scorecard().status())
				.isEqualTo("Mumbai Indians are about to bat");
		});
	}

	@Test
	void refusesIntervalsThatMakeNoSense() {
		this.contexts.withPropertyValues("sample.cricket.ball-interval=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("sample.cricket.ball-interval is PT0S, it must be at least 1ms"));
		this.contexts.withPropertyValues("sample.cricket.break-length=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("sample.cricket.break-length is -1"));
	}

}
