package dev.realtime.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many descriptors a process may open, and so how many connections.
 *
 * @param descriptors the hard limit, up to which the Java runtime raises its own
 */
public record DescriptorLimit(long descriptors) {

	/** For jars, logs, epoll and the like. */
	private static final long RESERVE = 1000;

	/**
	 * Reads the limit of this process, which the servers it starts inherit.
	 * @return the limit
	 */
	public static DescriptorLimit ofThisProcess() {
		try {
			return parse(Files.readString(Path.of("/proc/self/limits")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The benchmark needs Linux: cannot read /proc/self/limits", ex);
		}
	}

	static DescriptorLimit parse(String limits) {
		String line = limits.lines()
			.filter((candidate) -> candidate.startsWith("Max open files"))
			.findFirst()
			.orElseThrow();
		String hard = line.substring("Max open files".length()).trim().split("\\s+")[1];
		return new DescriptorLimit("unlimited".equals(hard) ? Long.MAX_VALUE : Long.parseLong(hard));
	}

	/**
	 * Checks that so many connections can be opened.
	 * @param connections how many are wanted
	 * @throws IllegalArgumentException if they cannot
	 */
	public void check(int connections) {
		if (connections > this.descriptors - RESERVE) {
			throw new IllegalArgumentException("--connections " + connections + " is more than the "
					+ (this.descriptors - RESERVE) + " that a process can open here: its hard limit is "
					+ this.descriptors + " descriptors, " + RESERVE + " of them kept for other files. "
					+ "Ask for fewer, or raise the limit ('ulimit -Hn') before starting");
		}
	}

}
