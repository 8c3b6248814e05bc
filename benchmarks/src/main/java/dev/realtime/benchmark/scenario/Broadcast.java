package dev.realtime.benchmark.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

import dev.realtime.benchmark.client.LoadClient;
import dev.realtime.benchmark.client.Publications;
import dev.realtime.benchmark.client.Tally;
import dev.realtime.benchmark.process.CpuTime;
import dev.realtime.benchmark.process.ProcessProbe;
import dev.realtime.benchmark.process.ServerUnderTest;

/**
 * Publishes to subscribers who are all there: warm up, let everything arrive, count, let
 * everything arrive again. Losses count from the first publication on, those of the
 * warm-up included.
 */
final class Broadcast {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final ServerUnderTest server;

	private final LoadSettings settings;

	private final ProcessProbe client = ProcessProbe.self();

	Broadcast(ServerUnderTest server, LoadSettings settings) {
		this.server = server;
		this.settings = settings;
	}

	/** The counters at one moment. */
	private record Reading(long nanos, long deliveries, long published, Optional<CpuTime> server, CpuTime client) {
	}

	Measurement measure(BiFunction<Publications, LoadClient, Traffic> kind) {
		try (LoadClient client = new LoadClient(this.server.target(), this.settings.loops())) {
			Connecting.connect(client, this.settings.connections(), this.settings);
			Publications publications = new Publications(this.server.publisher(client), this.settings.size());
			client.probe(publications, Connecting.PROBING);
			// At full speed whatever comes after: a gentle pace would leave the compilers
			// to
			// finish while costs are counted.
			new WindowedTraffic(publications, client, this.settings.inFlight()).run(this.settings.warmUp());
			client.drain(publications.published(), PATIENCE);
			client.reset();
			Traffic traffic = kind.apply(publications, client);
			Reading before = read(client, publications);
			int stalls = traffic.run(this.settings.duration());
			Reading after = read(client, publications);
			client.drain(publications.published(), PATIENCE);
			Tally tally = client.tally(publications.published());
			return figures(before, after).received(tally).put(Metric.STALLS, stalls).ended(client.failures());
		}
	}

	private Reading read(LoadClient client, Publications publications) {
		return new Reading(System.nanoTime(), client.deliveries(), publications.published(),
				this.server.probe().map(ProcessProbe::cpu), this.client.cpu());
	}

	private static Measurement figures(Reading before, Reading after) {
		Measurement figures = new Measurement();
		Duration elapsed = Duration.ofNanos(after.nanos() - before.nanos());
		double seconds = elapsed.toNanos() / 1e9;
		long deliveries = after.deliveries() - before.deliveries();
		figures.put(Metric.DELIVERIES_PER_SECOND, deliveries / seconds);
		figures.put(Metric.PUBLICATIONS_PER_SECOND, (after.published() - before.published()) / seconds);
		figures.put(Metric.CLIENT_CPU_PER_DELIVERY,
				Measurement.micros(after.client().since(before.client()).total(), deliveries));
		after.server().ifPresent((cpu) -> {
			CpuTime used = cpu.since(before.server().orElse(CpuTime.ZERO));
			figures.put(Metric.SERVER_CORES, Measurement.cores(used, elapsed));
			figures.cost(used, deliveries, Metric.CPU_PER_DELIVERY, Metric.USER_CPU_PER_DELIVERY,
					Metric.SYSTEM_CPU_PER_DELIVERY);
		});
		return figures;
	}

}
