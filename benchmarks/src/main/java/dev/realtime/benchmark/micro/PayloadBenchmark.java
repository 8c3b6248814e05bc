package dev.realtime.benchmark.micro;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.realtime.message.Payload;

/**
 * What it costs to take a payload over from an application, once for each publication:
 * the copy, and the search for line feeds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PayloadBenchmark {

	/** Bytes of JSON. */
	@Param({ "200", "4096" })
	public int size;

	/** Whether the text is spread over lines of 40 bytes, which have to be joined. */
	@Param({ "false", "true" })
	public boolean pretty;

	private String text = "";

	private byte[] utf8 = new byte[0];

	/**
	 * Makes the text.
	 */
	@Setup
	public void makeText() {
		StringBuilder json = new StringBuilder(this.size).append("[\"");
		while (json.length() < this.size - 2) {
			boolean lineIsFull = this.pretty && json.length() % 40 == 0 && json.length() < this.size - 8;
			json.append(lineIsFull ? "\",\n\"" : "x");
		}
		this.text = json.append("\"]").toString();
		this.utf8 = this.text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * From bytes, as the starter's own mapper hands them over.
	 * @return the payload
	 */
	@Benchmark
	public Payload fromBytes() {
		return Payload.json(this.utf8);
	}

	/**
	 * From a string, as applications that write JSON themselves do.
	 * @return the payload
	 */
	@Benchmark
	public Payload fromText() {
		return Payload.json(this.text);
	}

}
