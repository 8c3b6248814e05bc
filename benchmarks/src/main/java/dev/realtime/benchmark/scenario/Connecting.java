package dev.realtime.benchmark.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.realtime.benchmark.client.LoadClient;
import dev.realtime.benchmark.client.Waiting;
import dev.realtime.benchmark.process.CpuTime;
import dev.realtime.benchmark.process.ProcessProbe;
import dev.realtime.benchmark.process.ServerUnderTest;

/**
 * Opens connections as fast as the server lets them in, after rounds of a few hundred
 * that come and go until it is warm.
 */
final class Connecting {

	/** How long probes are published until everyone heard one. */
	static final Duration PROBING = Duration.ofSeconds(60);

	private static final int ROUND = 500;

	private static final Duration AFTERMATH = Duration.ofMillis(500);

	private final ServerUnderTest server;

	private final LoadSettings settings;

	Connecting(ServerUnderTest server, LoadSettings settings) {
		this.server = server;
		this.settings = settings;
	}

	Measurement measure() {
		warmUp();
		Optional<CpuTime> before = this.server.probe().map(ProcessProbe::cpu);
		try (LoadClient client = new LoadClient(this.server.target(), this.settings.loops())) {
			int connections = this.settings.connections();
			Duration elapsed = connect(client, connections, this.settings);
			// STOMP works on subscriptions after it confirmed the connection.
			pause(AFTERMATH);
			Measurement figures = new Measurement().put(Metric.CONNECTS_PER_SECOND,
					connections / (elapsed.toNanos() / 1e9));
			this.server.probe().map(ProcessProbe::cpu).ifPresent((cpu) -> {
				CpuTime used = cpu.since(before.orElse(CpuTime.ZERO));
				figures.cost(used, connections, Metric.CPU_PER_CONNECT, Metric.USER_CPU_PER_CONNECT,
						Metric.SYSTEM_CPU_PER_CONNECT);
			});
			return figures;
		}
	}

	/**
	 * Lets connections come and go for as long as warming up takes, at least once, and
	 * waits until the server has let go of them.
	 */
	void warmUp() {
		Optional<ProcessProbe> probe = this.server.probe();
		long descriptors = probe.map(ProcessProbe::descriptors).orElse(0L);
		long end = System.nanoTime() + this.settings.warmUp().toNanos();
		do {
			try (LoadClient client = new LoadClient(this.server.target(), this.settings.loops())) {
				connect(client, Math.min(ROUND, this.settings.connections()), this.settings);
			}
			probe.ifPresent((process) -> awaitDescriptors(process, descriptors));
		}
		while (System.nanoTime() < end);
	}

	static Duration connect(LoadClient client, int connections, LoadSettings settings) {
		Duration limit = Duration.ofSeconds(60).plusMillis(10L * connections);
		return client.connect(connections, settings.atOnce(), limit);
	}

	static void pause(Duration duration) {
		Waiting.until(() -> false, System.nanoTime() + duration.toNanos());
	}

	private static void awaitDescriptors(ProcessProbe process, long descriptors) {
		// A few more than before is no leak: jars and epoll instances are opened lazily.
		Waiting.until(() -> process.descriptors() <= descriptors + 50,
				System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
	}

}
