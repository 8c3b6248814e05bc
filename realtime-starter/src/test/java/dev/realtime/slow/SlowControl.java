package dev.realtime.slow;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * How a test tells the node what to do, beside what is tested.
 */
@RestController
class SlowControl {

	private final SteadyPublisher publisher;

	SlowControl(SteadyPublisher publisher) {
		this.publisher = publisher;
	}

	@PostMapping("/begin/{matches}")
	void begin(@PathVariable("matches") List<Integer> matches) {
		this.publisher.begin(matches);
	}

	@PostMapping("/stop")
	Map<String, Long> stop() {
		return this.publisher.stop();
	}

	@PostMapping("/newest")
	Map<String, Long> newest() {
		return this.publisher.newest();
	}

	/** Heap after a collection, and direct buffers. */
	@PostMapping("/memory")
	Map<String, Long> memory() {
		System.gc();
		long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return Map.of("heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), "direct", direct);
	}

}
