package dev.realtime.overload;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LiveHeapTests {

	private static final long MAX_HEAP = 1000;

	private static final long PATIENCE_SECONDS = 60;

	private @Nullable MemoryUsage collected = new MemoryUsage(0, 600, 600, 800);

	/** Of 96 MB are kept 32; an old generation may be two thirds of it. */
	@ParameterizedTest
	@ValueSource(strings = { "UseSerialGC", "UseParallelGC", "UseG1GC", "UseZGC", "UseShenandoahGC" })
	void everyCollectorSaysWhatIsLive(String collector) throws Exception {
		Assumptions.assumeTrue(isKnown(collector), "This JVM was built without it");

		String[] said = fillHeap(collector).split(" ");

		assertThat(said[0]).as("known before anybody has looked").isEqualTo("false");
		assertThat(Double.parseDouble(said[1])).as("a third of the heap is kept").isBetween(0.3, 0.6);
		assertThat(Double.parseDouble(said[2])).as("it is kept no longer").isBetween(0.0001, 0.2);
	}

	@Test
	void oldGenerationAloneCounts() {
		LiveHeap heap = new LiveHeap(List.of(pool("G1 Eden Space"), pool("PS Survivor Space"),
				pool("ZGC Young Generation"), pool("nursery-allocate"), pool("Tenured Gen")), MAX_HEAP);

		assertThat(heap.fraction(0)).hasValue(0.75);
	}

	@Test
	void generationWithoutASizeOfItsOwnMayFillTheHeap() {
		this.collected = new MemoryUsage(0, 600, 600, -1);

		assertThat(new LiveHeap(List.of(pool("tenured")), MAX_HEAP).fraction(0)).hasValue(0.6);
	}

	@Test
	void withoutACollectionNothingIsKnown() {
		this.collected = new MemoryUsage(0, 0, 600, 800);
		assertThat(new LiveHeap(List.of(pool("Tenured Gen")), MAX_HEAP).fraction(0)).isEmpty();

		this.collected = null;
		assertThat(new LiveHeap(List.of(pool("Tenured Gen")), MAX_HEAP).fraction(0)).isEmpty();
		assertThat(new LiveHeap(List.of(), MAX_HEAP).fraction(0)).isEmpty();
	}

	@Test
	void figureOfLongAgoSaysNothing() {
		LiveHeap heap = new LiveHeap(List.of(pool("PS Old Gen")), MAX_HEAP);
		long start = Long.MAX_VALUE - 5;
		heap.fraction(start);

		assertThat(heap.fraction(start + minutes(2) - 1)).hasValue(0.75);
		assertThat(heap.fraction(start + minutes(2))).isEmpty();

		this.collected = new MemoryUsage(0, 700, 700, 800);
		assertThat(heap.fraction(start + minutes(9))).as("a collection since").hasValue(0.875);
		assertThat(heap.fraction(start + minutes(11))).isEmpty();
	}

	private static boolean isKnown(String collector) {
		try {
			ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(collector);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static String fillHeap(String collector) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:+" + collector, "-Xms96m", "-Xmx96m", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), HeapFilling.class.getName())
			.redirectErrorStream(true)
			.start();
		try {
			// A line fits into the pipe: nobody waits for a reader.
			assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			assertThat(process.exitValue()).as(output).isZero();
			return output;
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** A pool that says of itself what this test says. */
	private MemoryPoolMXBean pool(String name) {
		return (MemoryPoolMXBean) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { MemoryPoolMXBean.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "getName" -> name;
					case "getType" -> MemoryType.HEAP;
					case "getCollectionUsage" -> this.collected;
					default -> throw new UnsupportedOperationException(method.getName());
				});
	}

	private static long minutes(long minutes) {
		return Duration.ofMinutes(minutes).toNanos();
	}

}
