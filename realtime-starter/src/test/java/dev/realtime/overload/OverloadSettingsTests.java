package dev.realtime.overload;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OverloadSettingsTests {

	@Test
	void defaultsInCodeAreThoseOfTheProperties() {
		assertThat(bind(Map.of())).isEqualTo(OverloadSettings.DEFAULTS);
	}

	@Test
	void oneThresholdMayBeSetAlone() {
		OverloadSettings settings = bind(Map.of("realtime.overload.pressure.shed.loop-lag", "80ms",
				"realtime.overload.occupancy.refuse", "1", "realtime.overload.hold", "30s"));

		assertThat(settings.pressure().shed().loopLag()).isEqualTo(Duration.ofMillis(80));
		assertThat(settings.pressure().shed().redisLag()).isEqualTo(Duration.ofSeconds(2));
		assertThat(settings.pressure().refuse()).isEqualTo(OverloadSettings.DEFAULTS.pressure().refuse());
		assertThat(settings.occupancy().refuse()).isEqualTo(1);
		assertThat(settings.hold()).isEqualTo(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					hold                                   | 500ms | hold is 500ms; allowed is 1s to 3600s
					occupancy.warn                         | 0     | occupancy.warn is 0.0; allowed is above 0 and at most 1
					occupancy.refuse                       | 90    | occupancy.refuse is 90.0; allowed is above 0 and at most 1
					occupancy.poll                         | 0.6   | occupancy.poll is 0.6, less than realtime.overload.occupancy.warn, which is 0.7
					occupancy.refuse                       | 0.75  | occupancy.refuse is 0.75, less than realtime.overload.occupancy.poll, which is 0.8
					pressure.throttle.loop-lag             | 0ms   | pressure.throttle.loop-lag is 0ms; allowed is 1ms to 60s
					pressure.throttle.lag-heap-fraction    | NaN   | pressure.throttle.lag-heap-fraction is NaN; allowed is above 0
					pressure.shed.loop-lag                 | 40ms  | pressure.shed.loop-lag is 40ms, less than realtime.overload.pressure.throttle.loop-lag, which is 50ms; raise the former or lower the latter
					pressure.shed.lag-heap-fraction        | 0.05  | pressure.shed.lag-heap-fraction is 0.05, less than
					pressure.shed.live-heap-fraction       | -1    | pressure.shed.live-heap-fraction is -1.0; allowed is above 0
					pressure.refuse.live-heap-fraction     | 0.8   | pressure.refuse.live-heap-fraction is 0.8, less than realtime.overload.pressure.shed.live-heap-fraction
					pressure.refuse.redis-lag              | 1s    | pressure.refuse.redis-lag is 1s, less than realtime.overload.pressure.shed.redis-lag, which is 2s
					pressure.refuse.redis-lag              | 2m    | pressure.refuse.redis-lag is 120s; allowed is 1ms to 60s
					pressure.shed.tail-budget-fraction     | 0.5   | pressure.shed.tail-budget-fraction is 0.5, less than
					""")
	void nonsenseIsRefusedWithPropertyValueAndRemedy(String property, String value, String message) {
		assertThatException().isThrownBy(() -> bind(Map.of("realtime.overload." + property, value)))
			.havingRootCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageStartingWith("realtime.overload." + message);
	}

	@Test
	void tiersMayBeginTogether() {
		assertThat(bind(Map.of("realtime.overload.pressure.shed.loop-lag", "50ms")).pressure().shed().loopLag())
			.isEqualTo(Duration.ofMillis(50));
	}

	@Test
	void normalHasNoThresholds() {
		assertThatIllegalArgumentException().isThrownBy(() -> OverloadSettings.DEFAULTS.pressure().of(Tier.NORMAL));
	}

	private static OverloadSettings bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("realtime.overload",
				OverloadSettings.class);
	}

}
