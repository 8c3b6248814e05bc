package dev.realtime.benchmark.soak;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTests {

	private static final long MEGABYTE = 1024 * 1024;

	private static final Map<String, Long> BEFORE = Map.of("heap", 80 * MEGABYTE, "threads", 40L, "redis.m", 800L,
			"class.dev.realtime.loop.Timer", 30L);

	@Test
	void everythingThatIsBackIsGood() {
		Verdict verdict = verdict(Map.of("heap", 85 * MEGABYTE, "threads", 45L));

		assertThat(verdict.isGood()).isTrue();
		assertThat(verdict.toString()).doesNotContain("GREW");
	}

	@Test
	void oneSessionThatStaysIsTooMany() {
		assertGrew(Map.of("class.dev.realtime.session.ClientSession", 1L), "objects session.ClientSession");
		assertGrew(Map.of("tickets", 1L), "tickets");
	}

	@Test
	void keyOfRedisThatStaysIsTooMany() {
		assertGrew(Map.of("redis.u", 1L), "redis.u");
		assertGrew(Map.of("redis.m", 801L), "redis.m");
	}

	@Test
	void memoryAndThreadsMayGrowALittle() {
		assertGrew(Map.of("heap", 93 * MEGABYTE), "heap");
		assertGrew(Map.of("threads", 51L), "threads");
	}

	@Test
	void classesNobodyThoughtOfAreCountedAsWell() {
		assertThat(verdict(Map.of("class.dev.realtime.loop.Timer", 50L)).isGood()).isTrue();
		assertGrew(Map.of("class.dev.realtime.loop.Timer", 51L), "objects loop.Timer");
		assertGrew(Map.of("class.dev.realtime.new.Thing", 21L), "objects new.Thing");
	}

	private static void assertGrew(Map<String, Long> changed, String figure) {
		Verdict verdict = verdict(changed);

		assertThat(verdict.isGood()).isFalse();
		assertThat(verdict.toString().lines().filter((line) -> line.endsWith("GREW"))).singleElement()
			.asString()
			.startsWith(figure + " ");
	}

	private static Verdict verdict(Map<String, Long> changed) {
		Map<String, Long> after = new HashMap<>(BEFORE);
		after.putAll(changed);
		return new Verdict(new Snapshot(BEFORE), new Snapshot(after), 1);
	}

}
