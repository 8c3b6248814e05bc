package dev.realtime.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads from {@code /proc} what a process uses.
 */
public final class ProcessProbe {

	/**
	 * The kernel counts in this unit for user space on every architecture Java runs on.
	 */
	private static final Duration TICK = Duration.ofMillis(10);

	private final Path directory;

	/**
	 * Creates a probe.
	 * @param pid of the process
	 */
	public ProcessProbe(long pid) {
		this(Path.of("/proc", Long.toString(pid)));
	}

	ProcessProbe(Path directory) {
		this.directory = directory;
		if (!Files.isReadable(directory.resolve("stat"))) {
			throw new IllegalArgumentException("Cannot read " + directory.resolve("stat")
					+ ": name the pid of a running process of your own, on Linux");
		}
	}

	/**
	 * Returns a probe of this process.
	 * @return the probe
	 */
	public static ProcessProbe self() {
		return new ProcessProbe(ProcessHandle.current().pid());
	}

	/**
	 * Reads the processor time.
	 * @return the time since the process began, all threads together
	 */
	public CpuTime cpu() {
		String stat = read("stat");
		// The second field is the command in parentheses and may hold anything.
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return new CpuTime(TICK.multipliedBy(Long.parseLong(fields[11])),
				TICK.multipliedBy(Long.parseLong(fields[12])));
	}

	/**
	 * Reads the memory that is resident: the sum that {@code smaps_rollup} walks
	 * together, else the cheaper figure of {@code status}, which lags behind by some
	 * pages a thread.
	 * @return bytes
	 */
	public long residentBytes() {
		OptionalLong exact = Files.isReadable(this.directory.resolve("smaps_rollup")) ? field("smaps_rollup", "Rss:")
				: OptionalLong.empty();
		return exact.orElseGet(() -> field("status", "VmRSS:").orElseThrow());
	}

	/**
	 * Counts open descriptors.
	 * @return the number
	 */
	public long descriptors() {
		try (Stream<Path> open = Files.list(this.directory.resolve("fd"))) {
			return open.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot list the descriptors of " + this.directory, ex);
		}
	}

	private OptionalLong field(String file, String name) {
		return read(file).lines()
			.filter((line) -> line.startsWith(name))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
			.findFirst();
	}

	private String read(String file) {
		try {
			return Files.readString(this.directory.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read " + this.directory.resolve(file) + ": has the process ended?",
					ex);
		}
	}

}
