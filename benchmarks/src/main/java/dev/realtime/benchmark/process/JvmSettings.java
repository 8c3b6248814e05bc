package dev.realtime.benchmark.process;

import java.nio.file.Path;
import java.util.List;

/**
 * The Java virtual machine of a server under test.
 *
 * @param java the executable
 * @param flags everything before the class path
 * @param logs directory for the servers' output
 */
public record JvmSettings(Path java, List<String> flags, Path logs) {

	/**
	 * Copies the flags.
	 */
	public JvmSettings {
		flags = List.copyOf(flags);
	}

}
