package dev.realtime.benchmark.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a soak is asked for.
 *
 * @param seconds how long clients come and go, from 5 to a day
 * @param connections how many there are at a time
 * @param rate how many of them are replaced in a second
 * @param publications how many the nodes publish in a second
 * @param nodes how many nodes there are
 * @param settle seconds without clients before anything is compared
 * @param every seconds between two lines of the table
 */
record SoakOptions(int seconds, int connections, int rate, int publications, int nodes, int settle, int every) {

	private static final Set<String> KNOWN = new TreeSet<>(
			Set.of("--seconds", "--connections", "--rate", "--publications", "--nodes", "--settle", "--every"));

	SoakOptions {
		check("--seconds", seconds, 5, 86_400);
		check("--connections", connections, 10, 20_000);
		check("--rate", rate, 1, 2_000);
		check("--publications", publications, 1, 20_000);
		check("--nodes", nodes, 1, 4);
		check("--settle", settle, 1, 600);
		check("--every", every, 1, 3_600);
	}

	private static void check(String option, int value, int least, int most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(
					option + " " + value + " is out of range: choose " + least + " to " + most);
		}
	}

	/**
	 * Reads the command line.
	 * @throws IllegalArgumentException if it means nothing, with a message for the user
	 */
	static SoakOptions parse(List<String> arguments) {
		Map<String, Integer> values = new HashMap<>();
		for (int i = 0; i < arguments.size(); i += 2) {
			String name = arguments.get(i);
			if (!KNOWN.contains(name)) {
				throw new IllegalArgumentException(
						"There is no option '" + name + "': choose from " + String.join(", ", KNOWN));
			}
			if (i + 1 == arguments.size()) {
				throw new IllegalArgumentException(name + " needs a value behind it");
			}
			values.put(name, number(name, arguments.get(i + 1)));
		}
		int seconds = values.getOrDefault("--seconds", 600);
		return new SoakOptions(seconds, values.getOrDefault("--connections", 1000), values.getOrDefault("--rate", 100),
				values.getOrDefault("--publications", 500), values.getOrDefault("--nodes", 2),
				values.getOrDefault("--settle", 60), values.getOrDefault("--every", Math.max(5, seconds / 20)));
	}

	private static int number(String name, String value) {
		try {
			return Integer.parseInt(value);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException(name + " '" + value + "' cannot be read: write a whole number", ex);
		}
	}

	/** Long enough that code is compiled and pools have grown. */
	int warmUpSeconds() {
		return Math.min(120, Math.max(5, this.seconds / 4));
	}

}
