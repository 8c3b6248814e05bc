package dev.realtime.benchmark.soak;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SoakOptionsTests {

	@Test
	void withoutOptionsItLastsTenMinutes() {
		assertThat(SoakOptions.parse(List.of())).isEqualTo(new SoakOptions(600, 1000, 100, 500, 2, 60, 30));
	}

	@Test
	void whatIsSaidCounts() {
		SoakOptions options = SoakOptions.parse(List.of("--seconds", "40", "--connections", "200", "--nodes", "1"));

		assertThat(options.seconds()).isEqualTo(40);
		assertThat(options.connections()).isEqualTo(200);
		assertThat(options.nodes()).isEqualTo(1);
		assertThat(options.warmUpSeconds()).isEqualTo(10);
	}

	@Test
	void nonsenseIsRefusedWithWhatIsAllowed() {
		assertThatIllegalArgumentException().isThrownBy(() -> SoakOptions.parse(List.of("--minutes", "1")))
			.withMessageContaining("'--minutes'")
			.withMessageContaining("--seconds");
		assertThatIllegalArgumentException().isThrownBy(() -> SoakOptions.parse(List.of("--seconds", "1")))
			.withMessageContaining("5 to 86400");
		assertThatIllegalArgumentException().isThrownBy(() -> SoakOptions.parse(List.of("--seconds", "long")))
			.withMessageContaining("whole number");
		assertThatIllegalArgumentException().isThrownBy(() -> SoakOptions.parse(List.of("--seconds")))
			.withMessageContaining("needs a value");
	}

}
