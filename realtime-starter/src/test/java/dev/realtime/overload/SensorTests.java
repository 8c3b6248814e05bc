package dev.realtime.overload;

import java.time.Duration;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** From what sensors say to readings. */
class SensorTests {

	private long figure;

	@Test
	void spikeDoesNotPassTheFilterAndTroubleDoes() {
		SpikeFilter filter = new SpikeFilter(() -> this.figure);

		assertThat(measured(filter, 3000)).isZero();
		assertThat(filter.getAsLong()).as("the same measurement read again").isZero();
		assertThat(measured(filter, 2)).isEqualTo(2);
		assertThat(measured(filter, 3000)).isEqualTo(2);
		assertThat(measured(filter, 4000)).isEqualTo(3000);
		assertThat(measured(filter, 5)).isEqualTo(5);
	}

	@Test
	void readingTakesEachFigureInItsUnit() {
		PressureSensors sensors = new PressureSensors(() -> 131_000_000, () -> 50, 200, () -> OptionalDouble.of(0.6),
				() -> 7_000_000, () -> 0.4);

		assertThat(sensors.read())
			.isEqualTo(new PressureReading(Duration.ofMillis(131), 0.25, 0.6, Duration.ofMillis(7), 0.4));
	}

	@Test
	void whatIsNotKnownIsZero() {
		PressureSensors sensors = new PressureSensors(() -> 0, () -> -3, 200, OptionalDouble::empty, () -> 0, () -> 0);

		assertThat(sensors.read()).isEqualTo(PressureReading.CALM);
	}

	@Test
	void heapOfNothingIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PressureSensors(() -> 0, () -> 0, 0, OptionalDouble::empty, () -> 0, () -> 0));
	}

	private long measured(SpikeFilter filter, long value) {
		this.figure = value;
		return filter.getAsLong();
	}

}
