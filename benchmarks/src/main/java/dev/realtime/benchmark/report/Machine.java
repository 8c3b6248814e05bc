package dev.realtime.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that the figures are true for.
 *
 * @param processor its name
 * @param cores processors the runtime may use
 * @param memory total, as the kernel says it
 * @param kernel name, version and architecture
 * @param clientRuntime the Java runtime of the load generator
 */
public record Machine(String processor, int cores, String memory, String kernel, String clientRuntime) {

	/**
	 * Reads what this machine is.
	 * @return the facts, with {@code unknown} for what cannot be read
	 */
	public static Machine thisOne() {
		return new Machine(field("/proc/cpuinfo", "model name"), Runtime.getRuntime().availableProcessors(),
				field("/proc/meminfo", "MemTotal"),
				System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
						+ System.getProperty("os.arch"),
				System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
	}

	private static String field(String file, String name) {
		try {
			return Files.readString(Path.of(file))
				.lines()
				.filter((line) -> line.startsWith(name))
				.findFirst()
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.orElse("unknown");
		}
		catch (IOException ex) {
			// A figure without this fact is still a figure.
			return "unknown";
		}
	}

}
