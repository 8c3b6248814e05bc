package dev.realtime.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.realtime.PersonalChannels;
import dev.realtime.message.UserId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bean behind {@code realtime.personal-channel}.
 */
class PersonalChannelConfigurationTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RealtimeAutoConfiguration.class));

	@Test
	void thereAreNoneUnlessTheyAreWanted() {
		this.application.run((context) -> assertThat(context).doesNotHaveBean(PersonalChannels.class));
	}

	@Test
	void ruleOfLastResortServesThem() {
		this.application.withPropertyValues("realtime.personal-channel=user:{id}")
			.run((context) -> assertThat(context.getBean(PersonalChannels.class).of(UserId.of("alice")))
				.hasToString("user:alice"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "stream", "cache" })
	void ruleThatRecoversServesThemAndRulesOfOtherChannelsDoNotMatter(String recovery) {
		this.application
			.withPropertyValues("realtime.personal-channel=user:{id}:inbox", "realtime.channels[0].pattern=user:admin",
					"realtime.channels[1].pattern=user:*:outbox", "realtime.channels[2].pattern=*:*:*:*",
					"realtime.channels[3].pattern=user:**", "realtime.channels[3].recovery=" + recovery,
					"realtime.channels[3].history.size=10", "realtime.channels[4].pattern=user:*:inbox")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(PersonalChannels.class));
	}

}
