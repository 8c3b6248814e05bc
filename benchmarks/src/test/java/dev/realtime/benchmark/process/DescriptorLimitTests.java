package dev.realtime.benchmark.process;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DescriptorLimitTests {

	private static final String LIMITS = """
			Limit                     Soft Limit           Hard Limit           Units
			Max processes             95000                95000                processes
			Max open files            1024                 20000                files
			Max locked memory         8388608              8388608              bytes
			""";

	@Test
	void theHardLimitCounts() {
		assertThat(DescriptorLimit.parse(LIMITS)).isEqualTo(new DescriptorLimit(20_000));
	}

	@Test
	void unlimitedIsEnough() {
		DescriptorLimit limit = DescriptorLimit.parse(LIMITS.replace("20000", "unlimited"));

		assertThatCode(() -> limit.check(100_000)).doesNotThrowAnyException();
	}

	@Test
	void whatFitsBesideTheReserveIsTaken() {
		assertThatCode(() -> new DescriptorLimit(20_000).check(19_000)).doesNotThrowAnyException();
	}

	@Test
	void moreIsRefusedWithValueLimitAndRemedy() {
		assertThatIllegalArgumentException().isThrownBy(() -> new DescriptorLimit(20_000).check(19_001))
			.withMessageContaining("--connections 19001")
			.withMessageContaining("19000")
			.withMessageContaining("20000 descriptors")
			.withMessageContaining("ulimit -Hn");
	}

}
