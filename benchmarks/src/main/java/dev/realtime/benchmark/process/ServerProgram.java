package dev.realtime.benchmark.process;

import java.util.List;

import dev.realtime.benchmark.client.Dialect;

/**
 * What a server process runs, and how it is spoken to.
 *
 * @param label what it is called in tables and names of logs
 * @param main its class
 * @param arguments of its main method
 * @param path where it accepts WebSockets
 * @param dialect what is said over them
 */
public record ServerProgram(String label, Class<?> main, List<String> arguments, String path, Dialect.Kind dialect) {

	/**
	 * Copies the arguments.
	 */
	public ServerProgram {
		arguments = List.copyOf(arguments);
	}

}
