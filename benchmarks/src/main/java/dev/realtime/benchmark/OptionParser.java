package dev.realtime.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

import dev.realtime.benchmark.process.ServerKind;
import dev.realtime.benchmark.scenario.LoadSettings;
import dev.realtime.benchmark.scenario.Scenario;

/**
 * Reads the command line. Every option has a value, written behind it or behind an equals
 * sign.
 */
final class OptionParser {

	private static final String SERVER_FLAG = "--server-flag";

	private static final Set<String> KNOWN = new TreeSet<>(Set.of("--servers", "--connections", "--passes",
			"--duration", "--warm-up", "--settle", "--rate", "--in-flight", "--size", "--at-once", "--loops", "--heap",
			"--java", SERVER_FLAG, "--output", "--url", "--protocol", "--channel", "--pid"));

	/** What {@code quick} means: a look at everything in about a minute. */
	private static final Map<String, String> QUICK = Map.of("--connections", "500", "--passes", "1", "--duration", "4s",
			"--warm-up", "4s", "--settle", "1s", "--heap", "1g");

	private final Map<String, String> values = new HashMap<>();

	private final List<String> serverFlags = new ArrayList<>();

	private OptionParser() {
	}

	/**
	 * Reads the command line.
	 * @param arguments a scenario, or several with commas between, and options
	 * @return what they mean
	 * @throws IllegalArgumentException if they mean nothing, with a message for the user
	 */
	static Options parse(String... arguments) {
		if (arguments.length == 0 || arguments[0].startsWith("--")) {
			throw new IllegalArgumentException("Name a scenario first: quick, idle, paced, saturated or connect");
		}
		OptionParser parser = new OptionParser();
		boolean quick = "quick".equals(arguments[0]);
		if (quick) {
			parser.values.putAll(QUICK);
		}
		parser.read(Arrays.asList(arguments).subList(1, arguments.length));
		return parser.options(quick ? "idle,paced,saturated" : arguments[0]);
	}

	private void read(List<String> arguments) {
		for (int i = 0; i < arguments.size(); i++) {
			String argument = arguments.get(i);
			int equals = argument.indexOf('=');
			String name = (equals > 0) ? argument.substring(0, equals) : argument;
			if (!KNOWN.contains(name)) {
				throw new IllegalArgumentException(
						"There is no option '" + name + "': choose from " + String.join(", ", KNOWN));
			}
			if (equals < 0 && ++i == arguments.size()) {
				throw new IllegalArgumentException(name + " needs a value behind it");
			}
			String value = (equals > 0) ? argument.substring(equals + 1) : arguments.get(i);
			if (name.equals(SERVER_FLAG)) {
				this.serverFlags.add(value);
			}
			else {
				this.values.put(name, value);
			}
		}
	}

	private Options options(String scenarios) {
		List<Scenario> asked = Arrays.stream(scenarios.split(",")).map(Scenario::of).toList();
		List<ServerKind> servers = Arrays.stream(text("--servers", "realtime,stomp").split(","))
			.map(ServerKind::of)
			.toList();
		if (asked.size() > 1 && this.values.containsKey("--output")) {
			throw new IllegalArgumentException("--output names one file, but there are " + asked.size()
					+ " scenarios: ask for one of them, or leave the files to the usual place");
		}
		int passes = number("--passes", 3);
		if (passes < 1 || passes > 50) {
			throw new IllegalArgumentException("--passes " + passes + " is out of range: choose 1 to 50");
		}
		Path java = Path.of(text("--java", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		return new Options(asked, servers, passes, load(), text("--heap", "2g"), java, this.serverFlags,
				Optional.ofNullable(this.values.get("--output")).map(Path::of), running());
	}

	private LoadSettings load() {
		int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		return new LoadSettings(number("--connections", 1000), number("--at-once", 200), number("--loops", loops),
				duration("--warm-up", "10s"), duration("--duration", "10s"), duration("--settle", "5s"),
				value("--rate", "10", "a number such as 10 or 0.5", Double::valueOf), number("--in-flight", 1),
				number("--size", 200));
	}

	private Optional<Options.Running> running() {
		@Nullable String url = this.values.get("--url");
		if (url == null) {
			for (String option : List.of("--protocol", "--channel", "--pid")) {
				if (this.values.containsKey(option)) {
					throw new IllegalArgumentException(option + " says more of a running server: name that with --url");
				}
			}
			return Optional.empty();
		}
		URI uri = value("--url", url, "an address such as ws://127.0.0.1:8080/realtime/websocket", URI::create);
		if (!"ws".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 0) {
			throw new IllegalArgumentException("--url " + url
					+ " cannot be used: write scheme, host and port, such as ws://127.0.0.1:8080/realtime/websocket");
		}
		ServerKind kind = ServerKind.of(text("--protocol", "realtime"));
		OptionalLong pid = this.values.containsKey("--pid")
				? OptionalLong.of(value("--pid", "", "the number of a process", Long::valueOf)) : OptionalLong.empty();
		return Optional.of(new Options.Running(uri, kind.dialect(), text("--channel", "bench"), pid));
	}

	private String text(String name, String fallback) {
		return this.values.getOrDefault(name, fallback);
	}

	private int number(String name, int fallback) {
		return value(name, Integer.toString(fallback), "a whole number", Integer::valueOf);
	}

	private Duration duration(String name, String fallback) {
		return value(name, fallback, "a duration such as 10s or 500ms", DurationStyle::detectAndParse);
	}

	private <T> T value(String name, String fallback, String wanted, Function<String, T> reading) {
		String text = text(name, fallback);
		try {
			return reading.apply(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(name + " '" + text + "' cannot be read: write " + wanted, ex);
		}
	}

}
