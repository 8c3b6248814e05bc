package dev.realtime.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.realtime.testing.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators read about meters, against the catalogue. */
class MetersPageTests {

	@Test
	void pageHasEveryMeterInTheOrderOfTheCatalogueAndNoOther() {
		List<String> rows = Repository.read("docs/observability.md")
			.lines()
			.filter((line) -> line.startsWith("| `realtime."))
			.toList();

		assertThat(rows).isEqualTo(Stream.of(Meters.values()).map(MetersPageTests::row).toList());
	}

	private static String row(Meters meter) {
		String tags = meter.tags().stream().map((tag) -> "`" + tag + "`").collect(Collectors.joining(", "));
		return "| `%s` | %s | %s | %s | %s |".formatted(meter.meter(), meter.type().name().toLowerCase(Locale.ROOT),
				meter.unit(), tags, meter.description());
	}

}
