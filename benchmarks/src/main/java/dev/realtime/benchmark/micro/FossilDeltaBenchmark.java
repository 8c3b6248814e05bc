package dev.realtime.benchmark.micro;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.realtime.delta.FossilDelta;

/**
 * What the difference between two scorecards of 4 KB costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FossilDeltaBenchmark {

	private byte[] before = new byte[0];

	private byte[] after = new byte[0];

	private byte[] other = new byte[0];

	/**
	 * Makes the cards.
	 */
	@Setup
	public void makeCards() {
		this.before = card(101, 17, "Q de Kock");
		this.after = card(105, 18, "Q de Kock");
		this.other = "y".repeat(4096).getBytes(StandardCharsets.UTF_8);
		if (FossilDelta.encode(this.before, this.after) == null) {
			throw new IllegalStateException("There should be a delta");
		}
	}

	/** As one ball changes it: in six places far from each other. */
	private static byte[] card(int runs, int balls, String batter) {
		StringBuilder json = new StringBuilder(4096).append("{\"sequence\":")
			.append(balls)
			.append(",\"publishedAt\":17955238")
			.append(runs * 1000)
			.append(",\"score\":\"")
			.append(runs)
			.append("/3\",\"batting\":[");
		for (int i = 0; i < 22; i++) {
			json.append("{\"name\":\"")
				.append((i == 3) ? batter : "Player number " + i)
				.append("\",\"runs\":")
				.append((i == 3) ? runs / 2 : i * 7)
				.append(",\"balls\":")
				.append((i == 3) ? balls : i * 5)
				.append(",\"fours\":3,\"sixes\":1,\"out\":\"c Somebody b Somebody else\",\"strikeRate\":")
				.append((i == 3) ? 100.0 * runs / balls : 123.4)
				.append("},");
		}
		json.append("],\"bowling\":[");
		for (int i = 0; i < 11; i++) {
			json.append("{\"name\":\"Bowler number ")
				.append(i)
				.append("\",\"overs\":\"3.")
				.append((i == 5) ? balls % 6 : 2)
				.append("\",\"runs\":")
				.append((i == 5) ? runs / 5 : 30)
				.append(",\"wickets\":1,\"economy\":7.5},");
		}
		return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * One ball later.
	 * @return the delta
	 */
	@Benchmark
	public byte @Nullable [] oneBall() {
		return FossilDelta.encode(this.before, this.after);
	}

	/**
	 * Nothing in common.
	 * @return nothing
	 */
	@Benchmark
	public byte @Nullable [] strangers() {
		return FossilDelta.encode(this.before, this.other);
	}

}
