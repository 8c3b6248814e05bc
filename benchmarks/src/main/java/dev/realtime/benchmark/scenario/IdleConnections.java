package dev.realtime.benchmark.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import dev.realtime.benchmark.client.LoadClient;
import dev.realtime.benchmark.client.Publications;
import dev.realtime.benchmark.process.CpuTime;
import dev.realtime.benchmark.process.ProcessProbe;
import dev.realtime.benchmark.process.ServerUnderTest;

/**
 * Weighs connections that do nothing, against the same server warm and without any.
 */
final class IdleConnections {

	private static final double MEGABYTE = 1024 * 1024;

	private static final Duration GIVING_BACK = Duration.ofSeconds(15);

	private static final Duration BETWEEN_READINGS = Duration.ofMillis(200);

	private static final int STEADY_READINGS = 8;

	private final ServerUnderTest server;

	private final LoadSettings settings;

	IdleConnections(ServerUnderTest server, LoadSettings settings) {
		this.server = server;
		this.settings = settings;
	}

	/** The memory at one moment, after a collection if the server takes such orders. */
	private record Weight(OptionalLong heap, OptionalLong resident) {
	}

	Measurement measure() {
		new Connecting(this.server, this.settings).warmUp();
		Weight baseline = weigh();
		try (LoadClient client = new LoadClient(this.server.target(), this.settings.loops())) {
			int connections = this.settings.connections();
			Duration elapsed = Connecting.connect(client, connections, this.settings);
			client.probe(new Publications(this.server.publisher(client), this.settings.size()), Connecting.PROBING);
			Measurement figures = new Measurement().put(Metric.CONNECTS_PER_SECOND,
					connections / (elapsed.toNanos() / 1e9));
			settle(figures);
			this.server.probe()
				.ifPresent((probe) -> figures.put(Metric.RSS_BEFORE_COLLECTION, probe.residentBytes() / MEGABYTE));
			compare(figures, baseline, weigh());
			return figures.put(Metric.CLOSED, client.tally(0).closed()).ended(client.failures());
		}
	}

	private void settle(Measurement figures) {
		Optional<CpuTime> before = this.server.probe().map(ProcessProbe::cpu);
		long start = System.nanoTime();
		Connecting.pause(this.settings.settle());
		Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
		this.server.probe()
			.ifPresent((probe) -> figures.put(Metric.IDLE_CORES,
					Measurement.cores(probe.cpu().since(before.orElse(CpuTime.ZERO)), elapsed)));
	}

	private Weight weigh() {
		OptionalLong heap = this.server.heapAfterCollection();
		Optional<ProcessProbe> probe = this.server.probe();
		return new Weight(heap,
				probe.isPresent() ? OptionalLong.of(probe.get().residentBytes()) : OptionalLong.empty());
	}

	private void compare(Measurement figures, Weight baseline, Weight loaded) {
		double connections = this.settings.connections();
		loaded.heap()
			.ifPresent((heap) -> figures.put(Metric.HEAP_PER_CONNECTION,
					(heap - baseline.heap().orElse(0)) / connections));
		loaded.resident().ifPresent((resident) -> {
			long before = baseline.resident().orElse(0);
			figures.put(Metric.RSS_BASELINE, before / MEGABYTE);
			figures.put(Metric.RSS_AFTER_COLLECTION, resident / MEGABYTE);
			figures.put(Metric.RSS_PER_CONNECTION, (resident - before) / connections);
		});
	}

}
