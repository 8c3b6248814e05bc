package dev.realtime.reconnect;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.realtime.reconnect.ReconnectTop.Entry;
import dev.realtime.testing.ManualTicker;

import static org.assertj.core.api.Assertions.assertThat;

/** Who comes back most, whoever and wherever they are. */
class ReconnectsTests {

	private final ManualTicker ticker = new ManualTicker();

	private final Reconnects reconnects = new Reconnects(this.ticker::nanoTime);

	@Test
	void countsByLibraryAndByRange() {
		record(5, ClientLibrary.JS, "192.0.2.1");
		record(3, ClientLibrary.JS, "192.0.2.200");
		record(2, ClientLibrary.DART, "2001:db8:1:2::3");
		record(1, ClientLibrary.OTHER, "nowhere");

		ReconnectTop top = this.reconnects.top(10);

		assertThat(this.reconnects.count(ClientLibrary.JS)).isEqualTo(8);
		assertThat(this.reconnects.count(ClientLibrary.SWIFT)).isZero();
		assertThat(top.libraries()).containsExactly(new Entry("js", 8, 8), new Entry("dart", 2, 2),
				new Entry("other", 1, 1));
		assertThat(top.ranges()).containsExactly(new Entry("192.0.2.0/24", 8, 8),
				new Entry("2001:db8:1:0:0:0:0:0/48", 2, 2), new Entry("unknown", 1, 1));
		assertThat(this.reconnects.top(1).ranges()).hasSize(1);
	}

	@Test
	void aMillionRangesTakeSixtyFourPlacesAndTheWorstIsStillFound() {
		for (int i = 0; i < 1_000_000; i++) {
			this.reconnects.record(ClientLibrary.JS, "10." + (i >> 8 & 0xFF) + "." + (i & 0xFF) + ".1");
			if (i % 20 == 0) {
				this.reconnects.record(ClientLibrary.GO, "192.0.2.7");
			}
		}

		Entry worst = this.reconnects.top(1).ranges().get(0);

		assertThat(this.reconnects.ranges()).isEqualTo(TopCounts.PLACES);
		assertThat(worst.name()).isEqualTo("192.0.2.0/24");
		assertThat(worst.times()).isGreaterThanOrEqualTo(50_000);
		assertThat(worst.timesAtLeast()).isLessThanOrEqualTo(50_000);
	}

	@Test
	void countsAreNeverTooLowAndSayByHowMuchTheyMayBeTooHigh() {
		IntStream.range(0, 5000).forEach((i) -> record(1, ClientLibrary.JS, "10.0." + (i % 100) + ".1"));

		assertThat(this.reconnects.top(64).ranges()).hasSize(64).allSatisfy((entry) -> {
			assertThat(entry.times()).isGreaterThanOrEqualTo(50);
			assertThat(entry.timesAtLeast()).isLessThanOrEqualTo(50);
		});
	}

	@Test
	void whatIsLongAgoIsForgotten() {
		record(8, ClientLibrary.JS, "192.0.2.1");
		this.ticker.advance(Duration.ofMinutes(1));
		assertThat(this.reconnects.top(10).ranges()).containsExactly(new Entry("192.0.2.0/24", 4, 4));

		record(6, ClientLibrary.JS, "198.51.100.1");
		this.ticker.advance(Duration.ofMinutes(2));
		assertThat(this.reconnects.top(10).ranges()).containsExactlyInAnyOrder(new Entry("192.0.2.0/24", 1, 1),
				new Entry("198.51.100.0/24", 1, 1));

		this.ticker.advance(Duration.ofDays(300));
		assertThat(this.reconnects.top(10).ranges()).isEmpty();
		assertThat(this.reconnects.top(10).libraries()).isEmpty();
		assertThat(this.reconnects.count(ClientLibrary.JS)).isEqualTo(14);
	}

	@ParameterizedTest
	@CsvSource({ "js, JS", "java, JAVA", "python, PYTHON", "go, GO", "dart, DART", "swift, SWIFT", "csharp, CSHARP",
			"'', OTHER", "JS, OTHER", "made-up, OTHER", "other, OTHER" })
	void librariesAreTheKnownOnesOrOther(String name, ClientLibrary library) {
		assertThat(ClientLibrary.of(name)).isEqualTo(library);
	}

	@ParameterizedTest
	@CsvSource({ "203.0.113.77, 203.0.113.0/24", "::ffff:203.0.113.77, 203.0.113.0/24",
			"2001:db8:a:b:c:d:e:f, 2001:db8:a:0:0:0:0:0/48", "::, unknown", "'', unknown", "a.example, unknown" })
	void rangeIsTheNeighbourhoodOfAnAddress(String address, String range) {
		assertThat(AddressRange.of(address)).hasToString(range);
	}

	private void record(int times, ClientLibrary library, String address) {
		for (int i = 0; i < times; i++) {
			this.reconnects.record(library, address);
		}
	}

}
