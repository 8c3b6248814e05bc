package dev.realtime.benchmark.client;

import org.HdrHistogram.Histogram;

/**
 * What the connections received.
 *
 * @param deliveries publications received, each counted once for each connection
 * @param lost publications that a connection should have received and did not
 * @param gaps times a publication came before an older one
 * @param late publications that came after a newer one
 * @param duplicates publications that came more than once
 * @param closed connections that the server closed
 * @param latency from the moment a publication was due to its receipt, in microseconds
 */
public record Tally(long deliveries, long lost, long gaps, long late, long duplicates, long closed, Histogram latency) {

	static final long HIGHEST_LATENCY_MICROS = 300_000_000;

	static Tally empty() {
		return new Tally(0, 0, 0, 0, 0, 0, newHistogram());
	}

	static Histogram newHistogram() {
		return new Histogram(HIGHEST_LATENCY_MICROS, 3);
	}

	Tally plus(Tally other) {
		Histogram sum = this.latency.copy();
		sum.add(other.latency);
		return new Tally(this.deliveries + other.deliveries, this.lost + other.lost, this.gaps + other.gaps,
				this.late + other.late, this.duplicates + other.duplicates, this.closed + other.closed, sum);
	}

}
