package dev.realtime.benchmark.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.realtime.benchmark.process.ServerUnderTest;

/**
 * The questions that can be asked of a server.
 */
public enum Scenario {

	/** What does a connection weigh that does nothing? */
	IDLE {

		@Override
		public Measurement measure(ServerUnderTest server, LoadSettings settings) {
			return new IdleConnections(server, settings).measure();
		}

	},

	/** How late is a publication, at a given rate? */
	PACED {

		@Override
		public Measurement measure(ServerUnderTest server, LoadSettings settings) {
			return new Broadcast(server, settings)
				.measure((publications, client) -> new PacedTraffic(publications, settings.rate()));
		}

	},

	/** How many deliveries can be had, with some publications always in flight? */
	SATURATED {

		@Override
		public Measurement measure(ServerUnderTest server, LoadSettings settings) {
			return new Broadcast(server, settings)
				.measure((publications, client) -> new WindowedTraffic(publications, client, settings.inFlight()));
		}

	},

	/** How fast do clients get in, and what does it cost? */
	CONNECT {

		@Override
		public Measurement measure(ServerUnderTest server, LoadSettings settings) {
			return new Connecting(server, settings).measure();
		}

	};

	/**
	 * Finds a scenario by its label.
	 * @param label as the user writes it
	 * @return the scenario
	 * @throws IllegalArgumentException if there is none
	 */
	public static Scenario of(String label) {
		return Arrays.stream(values())
			.filter((scenario) -> scenario.label().equals(label))
			.findFirst()
			.orElseThrow(() -> {
				String all = Arrays.stream(values()).map(Scenario::label).collect(Collectors.joining(", "));
				return new IllegalArgumentException("There is no scenario '" + label + "': choose from " + all);
			});
	}

	/**
	 * Returns what it is called in options and files.
	 * @return the label
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Asks once.
	 * @param server a server that nobody else uses
	 * @param settings how much load
	 * @return the figures
	 */
	public abstract Measurement measure(ServerUnderTest server, LoadSettings settings);

}
