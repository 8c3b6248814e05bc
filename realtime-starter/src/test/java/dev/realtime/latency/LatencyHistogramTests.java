package dev.realtime.latency;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Percentiles that can be added up. */
class LatencyHistogramTests {

	@Test
	void percentileIsOffByATenthAtMost() {
		long seed = Long.getLong("realtime.test.seed", System.nanoTime());
		Random random = new Random(seed);
		for (int round = 0; round < 200; round++) {
			double spread = 0.2 + random.nextDouble() * 2;
			long middle = 1_000_000L + random.nextInt(1_000_000_000);
			long[] nanos = random.doubles(500)
				.mapToLong((lot) -> Math.round(middle * Math.exp((lot - 0.5) * spread)))
				.map((value) -> Math.max(100_000, Math.min(60_000_000_000L, value)))
				.toArray();
			LatencyHistogram histogram = histogram(nanos);
			Arrays.sort(nanos);
			for (double percent : new double[] { 1, 50, 90, 99, 99.9, 100 }) {
				double exact = nanos[(int) Math.ceil(percent / 100 * nanos.length) - 1];
				double ratio = histogram.percentile(percent).toNanos() / exact;
				assertThat(ratio).as("p%s with -Drealtime.test.seed=%s", percent, seed).isBetween(1 / 1.1, 1.1);
			}
		}
	}

	@Test
	void sumOfTwoNodesIsWhatOneWouldHaveSeen() {
		long[] fast = IntStream.range(0, 900).mapToLong((i) -> 2_000_000).toArray();
		long[] slow = IntStream.range(0, 100).mapToLong((i) -> 800_000_000).toArray();

		LatencyHistogram sum = histogram(fast).plus(histogram(slow));

		assertThat(sum).isEqualTo(
				histogram(IntStream.range(0, 1000).mapToLong((i) -> (i < 900) ? fast[i] : slow[i - 900]).toArray()));
		assertThat(sum.count()).isEqualTo(1000);
		assertThat(sum.percentile(90).toMillis()).isBetween(1L, 3L);
		assertThat(sum.percentile(99).toMillis()).isBetween(720L, 880L);
		assertThat(sum).isEqualTo(histogram(slow).plus(histogram(fast)));
	}

	@Test
	void differenceIsWhatHasComeSince() {
		LatencyRecorder recorder = new LatencyRecorder();
		IntStream.range(0, 1000).forEach((i) -> recorder.record(900_000_000));
		LatencyHistogram earlier = recorder.snapshot();
		IntStream.range(0, 10).forEach((i) -> recorder.record(2_000_000));

		LatencyHistogram recent = recorder.snapshot().minus(earlier);

		assertThat(earlier.count()).as("a snapshot does not change").isEqualTo(1000);
		assertThat(recent.count()).isEqualTo(10);
		assertThat(recent.percentile(99).toMillis()).isBetween(1L, 3L);
	}

	@Test
	void nothingTimedHasNoPercentile() {
		assertThat(LatencyHistogram.EMPTY.percentile(99)).isEqualTo(Duration.ZERO);
		assertThat(LatencyHistogram.EMPTY.count()).isZero();
	}

	@Test
	void whatIsBeyondTheBucketsIsCountedAtTheEnds() {
		LatencyHistogram histogram = histogram(-5, 0, 1, 99_999, Duration.ofHours(1).toNanos());

		assertThat(histogram.count()).isEqualTo(5);
		assertThat(histogram.percentile(50)).isEqualTo(Duration.ofNanos(100_000));
		assertThat(histogram.percentile(100)).isEqualTo(Duration.ofSeconds(63));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000,
			250_000_000, 500_000_000, 1_000_000_000 })
	void countWithinWhatOperatorsAskForIsExact(long nanos) {
		LatencyHistogram histogram = histogram(0, nanos, nanos, nanos + 1, Duration.ofHours(1).toNanos());

		assertThat(histogram.countWithin(Duration.ofNanos(nanos))).isEqualTo(3);
		assertThat(histogram.countWithin(Duration.ofNanos(nanos - 1))).isEqualTo(1);
	}

	@Test
	void manyAreRecordedLikeOneAfterTheOther() {
		LatencyRecorder atOnce = new LatencyRecorder();
		LatencyRecorder oneByOne = new LatencyRecorder();

		atOnce.record(3_000_000, 500);
		atOnce.record(-1, 7);
		IntStream.range(0, 500).forEach((i) -> oneByOne.record(3_000_000));
		IntStream.range(0, 7).forEach((i) -> oneByOne.record(-1));

		assertThat(atOnce.snapshot()).isEqualTo(oneByOne.snapshot());
		assertThat(atOnce.totalNanos()).isEqualTo(oneByOne.totalNanos()).isEqualTo(1_500_000_000);
	}

	@Test
	void textIsShortAndReadsTheSame() {
		LatencyHistogram histogram = histogram(new Random(7).longs(100_000, 1_000_000, 40_000_000).toArray());

		assertThat(LatencyHistogram.parse(histogram.toText())).isEqualTo(histogram).hasSameHashCodeAs(histogram);
		assertThat(histogram.toText()).hasSizeLessThan(200);
		assertThat(LatencyHistogram.parse(LatencyHistogram.EMPTY.toText())).isEqualTo(LatencyHistogram.EMPTY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1;1.1", "2;zz.1", "2;1.-1", "2;-1.1", "2;1", "2;1._", "2;.1" })
	void otherTextIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> LatencyHistogram.parse(text));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, 100.1, Double.NaN })
	void percentileOutOfRangeIsRefused(double percent) {
		assertThatIllegalArgumentException().isThrownBy(() -> LatencyHistogram.EMPTY.percentile(percent));
	}

	private static LatencyHistogram histogram(long... nanos) {
		LatencyRecorder recorder = new LatencyRecorder();
		Arrays.stream(nanos).forEach(recorder::record);
		return recorder.snapshot();
	}

}
