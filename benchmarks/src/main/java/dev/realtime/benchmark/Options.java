package dev.realtime.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.realtime.benchmark.client.Dialect;
import dev.realtime.benchmark.process.ServerKind;
import dev.realtime.benchmark.scenario.LoadSettings;
import dev.realtime.benchmark.scenario.Scenario;

/**
 * What the user asked for.
 *
 * @param scenarios one after the other
 * @param servers in turn, within each pass
 * @param passes how often
 * @param load how much
 * @param heap largest heap of a server, as the JVM writes it
 * @param java the executable that runs servers
 * @param serverFlags more flags for it
 * @param output where the JSON goes, if not to the usual place
 * @param running a server that runs already and takes the place of all others
 */
record Options(List<Scenario> scenarios, List<ServerKind> servers, int passes, LoadSettings load, String heap,
		Path java, List<String> serverFlags, Optional<Path> output, Optional<Running> running) {

	Options {
		scenarios = List.copyOf(scenarios);
		servers = List.copyOf(servers);
		serverFlags = List.copyOf(serverFlags);
	}

	/**
	 * A server that somebody else started.
	 *
	 * @param url of its WebSocket endpoint
	 * @param dialect what it speaks
	 * @param channel to subscribe and publish to
	 * @param pid of its process, to read what it uses
	 */
	record Running(URI url, Dialect.Kind dialect, String channel, OptionalLong pid) {
	}

}
