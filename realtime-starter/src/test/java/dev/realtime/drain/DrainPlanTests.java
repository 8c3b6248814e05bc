package dev.realtime.drain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which plans and settings can exist. */
class DrainPlanTests {

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, 0.09, 10_001, Double.NaN, Double.POSITIVE_INFINITY })
	void rateThatMakesNoSenseIsRefused(double rate) {
		assertThatIllegalArgumentException().isThrownBy(() -> plan(rate, null, Duration.ZERO))
			.withMessageContaining("rate")
			.withMessageContaining(Double.toString(rate))
			.withMessageContaining("0.1 to 10000");
	}

	@Test
	void timesOutOfRangeAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> plan(1, null, Duration.ofSeconds(-1)))
			.withMessage("The wait of a drain is -1000 ms; allowed is 0 to 600 s");
		assertThatIllegalArgumentException().isThrownBy(() -> plan(1, Duration.ofDays(2), Duration.ZERO))
			.withMessage("The deadline of a drain is 172800000 ms; allowed is 1 to 86400 s");
		assertThatIllegalArgumentException().isThrownBy(() -> plan(1, Duration.ofSeconds(10), Duration.ofSeconds(10)))
			.withMessageContaining("no time would be left to close anything");
	}

	@Test
	void planSaysHowLongItTakesAndWhatTheDeadlineMakesOfIt() {
		DrainPlan plan = plan(50, Duration.ofSeconds(310), Duration.ofSeconds(10));
		String plain = " connections at 50 a second take ";

		assertThat(plan.expected(60_000)).isEqualTo(Duration.ofSeconds(1210));
		assertThat(plan.words(10_000)).isEqualTo("10000" + plain + "210 s, the wait for balancers included");
		assertThat(plan.words(45_001)).isEqualTo("45001" + plain
				+ "910 s, the wait for balancers included; to be done in 310 s the rate is raised to 151");
		assertThat(plan.words(90_000))
			.isEqualTo("90000" + plain + "1810 s, the wait for balancers included; even at 200 a second it is not done "
					+ "in 310 s: allow more time, a higher rate, or force");
		assertThat(plan.withForced(true).words(90_000)).endsWith("to be done in 310 s the rate is raised to 300");
		assertThat(plan(0.5, null, Duration.ZERO).words(10))
			.isEqualTo("10 connections at 0.5 a second take 20 s, the wait for balancers included");
	}

	@Test
	void settingsMakeAPlan() {
		assertThat(DrainSettings.DEFAULTS.plan()).isEqualTo(new DrainPlan(100, Duration.ofMinutes(10),
				Duration.ofSeconds(10), Duration.ZERO, MoveOrder.LOWEST_PRIORITY_FIRST, false));
		assertThat(DrainSettings.DEFAULTS.plan().withForced(true).forced()).isTrue();
		assertThat(DrainSettings.DEFAULTS.rebalance()).isEqualTo(RebalanceLimits.DEFAULTS);
	}

	@Test
	void settingsThatMakeNoSenseAreRefusedByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> settings(0, 600, 10, 0.9, 0.2))
			.withMessage("realtime.drain.rate is 0.0; allowed is 0.1 to 10000");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 10, 10, 0.9, 0.2))
			.withMessageContaining("realtime.drain.deadline is 10000 ms")
			.withMessageContaining("realtime.drain.balancer-wait");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 600, 10, 90, 0.2))
			.withMessage("realtime.drain.fullest is 90.0; allowed is above 0.0 up to 1");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 600, 10, 0.9, 0.05))
			.withMessage("realtime.drain.imbalance is 0.05; allowed is above 0.05 up to 1");
	}

	private static DrainSettings settings(double rate, int deadline, int wait, double fullest, double imbalance) {
		return new DrainSettings(rate, Duration.ofSeconds(deadline), Duration.ofSeconds(wait), Duration.ZERO,
				MoveOrder.OLDEST_FIRST, fullest, imbalance, false, Duration.ofSeconds(20));
	}

	private static DrainPlan plan(double rate, @Nullable Duration deadline, Duration wait) {
		return new DrainPlan(rate, deadline, wait, Duration.ZERO, MoveOrder.OLDEST_FIRST, false);
	}

}
