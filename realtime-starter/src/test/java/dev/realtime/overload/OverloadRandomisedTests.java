package dev.realtime.overload;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for any weather. A failure names its seed; {@code -Drealtime.test.seed=N}
 * replays it.
 */
class OverloadRandomisedTests {

	private static final int SCHEDULES = 300;

	private static final int READINGS = 400;

	private static final Duration HOLD = OverloadSettings.DEFAULTS.hold();

	@Test
	void upOnlyForTroubleThatLastsAndDownOneStepForEachHold() {
		Long replay = Long.getLong("realtime.test.seed");
		long first = (replay != null) ? replay : System.nanoTime();
		int count = (replay != null) ? 1 : SCHEDULES;
		for (long seed = first; seed < first + count; seed++) {
			try {
				play(new Random(seed));
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("Weather with -Drealtime.test.seed=" + seed + " failed: " + ex.getMessage(),
						ex);
			}
		}
	}

	private static void play(Random random) {
		long now = random.nextLong();
		Overload overload = new Overload(OverloadSettings.DEFAULTS, now);
		long previousLag = 0;
		long lastChange = now;
		for (int i = 0; i < READINGS; i++) {
			now += Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(5000) : 500).toNanos();
			long lag = weather(random, i);
			Tier before = overload.view().tier();

			Optional<TierChange> change = overload
				.read(new PressureReading(Duration.ofMillis(lag), 0, 0, Duration.ZERO, 0), now);

			Tier after = overload.view().tier();
			Tier asked = tierOf(Math.min(lag, previousLag));
			assertThat(change.isPresent()).isEqualTo(before != after);
			assertThat(after.isAtLeast(asked)).as("%s is asked for, it is %s", asked, after).isTrue();
			if (after.compareTo(before) > 0) {
				assertThat(after).isEqualTo(asked);
			}
			if (after.compareTo(before) < 0) {
				assertThat(before.ordinal() - after.ordinal()).isOne();
				assertThat(now - lastChange).isGreaterThanOrEqualTo(HOLD.toNanos());
			}
			lastChange = (before != after || asked.isAtLeast(after)) ? now : lastChange;
			previousLag = lag;
		}
	}

	/** Some spells of trouble, some calm, some of neither. */
	private static long weather(Random random, int reading) {
		return switch ((reading / 40) % 3) {
			case 0 -> random.nextInt(30);
			case 1 -> random.nextInt(400);
			default -> (random.nextInt(10) == 0) ? random.nextInt(5000) : random.nextInt(60);
		};
	}

	private static Tier tierOf(long lag) {
		if (lag > 250) {
			return Tier.REJECT;
		}
		if (lag > 100) {
			return Tier.SHED;
		}
		return (lag > 50) ? Tier.THROTTLE : Tier.NORMAL;
	}

}
