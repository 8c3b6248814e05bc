package dev.realtime.benchmark.process;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.realtime.benchmark.client.Dialect;
import dev.realtime.benchmark.server.realtime.RealtimeServer;
import dev.realtime.benchmark.server.stomp.StompServer;

/**
 * The servers that can be put under test.
 */
public enum ServerKind {

	/** The starter. */
	REALTIME("realtime", RealtimeServer.class, List.of(), "/realtime/websocket", Dialect.Kind.REALTIME),

	/** Spring's simple broker as Spring sets it up, which does not preserve order. */
	STOMP("stomp", StompServer.class, List.of(), "/stomp", Dialect.Kind.STOMP),

	/** Spring's simple broker told to preserve order. */
	STOMP_ORDERED("stomp-ordered", StompServer.class, List.of("ordered"), "/stomp", Dialect.Kind.STOMP);

	private final String label;

	private final Class<?> main;

	private final List<String> arguments;

	private final String path;

	private final Dialect.Kind dialect;

	ServerKind(String label, Class<?> main, List<String> arguments, String path, Dialect.Kind dialect) {
		this.label = label;
		this.main = main;
		this.arguments = arguments;
		this.path = path;
		this.dialect = dialect;
	}

	/**
	 * Finds a server by its label.
	 * @param label as the user writes it
	 * @return the server
	 * @throws IllegalArgumentException if there is none
	 */
	public static ServerKind of(String label) {
		return Arrays.stream(values()).filter((kind) -> kind.label.equals(label)).findFirst().orElseThrow(() -> {
			String all = Arrays.stream(values()).map(ServerKind::label).collect(Collectors.joining(", "));
			return new IllegalArgumentException("There is no server '" + label + "': choose from " + all);
		});
	}

	/**
	 * Returns what it is called in options and tables.
	 * @return the label
	 */
	public String label() {
		return this.label;
	}

	ServerProgram program() {
		return new ServerProgram(this.label, this.main, this.arguments, this.path, this.dialect);
	}

	/**
	 * Returns where it accepts WebSockets.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Returns what is said to it.
	 * @return the dialect
	 */
	public Dialect.Kind dialect() {
		return this.dialect;
	}

}
