package dev.realtime.heartbeat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.realtime.heartbeat.Heartbeat.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HeartbeatTests {

	private static final HeartbeatSettings SETTINGS = new HeartbeatSettings(Duration.ofSeconds(30),
			Duration.ofSeconds(15));

	@Test
	void silenceIsTheEndAtIntervalAndTimeoutAndNotANanosecondEarlier() {
		Heartbeat heartbeat = new Heartbeat(SETTINGS, 0, 1);
		heartbeat.pinged(seconds(30));

		assertThat(heartbeat.check(seconds(45) - 1)).isEqualTo(Verdict.NONE);
		assertThat(heartbeat.check(seconds(45))).isEqualTo(Verdict.DEAD);
	}

	@Test
	void anythingHeardStartsTheSilenceAnew() {
		Heartbeat heartbeat = new Heartbeat(SETTINGS, 0, 1);
		heartbeat.heard(seconds(20));
		heartbeat.pinged(seconds(40));

		assertThat(heartbeat.check(seconds(65) - 1)).isEqualTo(Verdict.NONE);
		assertThat(heartbeat.check(seconds(65))).isEqualTo(Verdict.DEAD);
	}

	@Test
	void firstPingIsSpreadBetweenHalfAndTheWholeInterval() {
		assertThat(new Heartbeat(SETTINGS, 0, 0).check(seconds(15) - 1)).isEqualTo(Verdict.NONE);
		assertThat(new Heartbeat(SETTINGS, 0, 0).check(seconds(15))).isEqualTo(Verdict.PING);
		assertThat(new Heartbeat(SETTINGS, 0, 1).check(seconds(30) - 1)).isEqualTo(Verdict.NONE);
		assertThat(new Heartbeat(SETTINGS, 0, 1).check(seconds(30))).isEqualTo(Verdict.PING);
	}

	@Test
	void nextPingIsDueAnIntervalAfterTheLastWhateverIsHeardBetween() {
		Heartbeat heartbeat = new Heartbeat(SETTINGS, 0, 0);
		heartbeat.pinged(seconds(15));
		heartbeat.heard(seconds(44));

		assertThat(heartbeat.check(seconds(45) - 1)).isEqualTo(Verdict.NONE);
		assertThat(heartbeat.check(seconds(45))).isEqualTo(Verdict.PING);
	}

	@Test
	void clocksThatStartAnywhereAndOverflowAreFine() {
		long start = Long.MAX_VALUE - seconds(10);
		Heartbeat heartbeat = new Heartbeat(SETTINGS, start, 1);

		assertThat(heartbeat.check(start + seconds(29))).isEqualTo(Verdict.NONE);
		assertThat(heartbeat.check(start + seconds(30))).isEqualTo(Verdict.PING);
		assertThat(heartbeat.check(start + seconds(45))).isEqualTo(Verdict.DEAD);
	}

	@Test
	void settingsOutOfRangeAreRefusedWithPropertyValueAndRange() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HeartbeatSettings(Duration.ofMillis(500), Duration.ofSeconds(15)))
			.withMessage("realtime.heartbeat.interval is 500 ms; allowed is 1s to 5m");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HeartbeatSettings(Duration.ofSeconds(30), Duration.ofMinutes(6)))
			.withMessageContaining("realtime.heartbeat.timeout");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HeartbeatSettings(Duration.ofMillis(1500), Duration.ofSeconds(15)))
			.withMessageContaining("use 1s or 2s");
	}

	private static long seconds(long seconds) {
		return Duration.ofSeconds(seconds).toNanos();
	}

}
