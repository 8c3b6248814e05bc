package dev.realtime.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.realtime.benchmark.client.Target;
import dev.realtime.benchmark.process.DescriptorLimit;
import dev.realtime.benchmark.process.JvmSettings;
import dev.realtime.benchmark.process.ProcessProbe;
import dev.realtime.benchmark.process.RunningServer;
import dev.realtime.benchmark.process.ServerKind;
import dev.realtime.benchmark.process.ServerProcess;
import dev.realtime.benchmark.report.Commit;
import dev.realtime.benchmark.report.Machine;
import dev.realtime.benchmark.report.Report;
import dev.realtime.benchmark.report.Table;
import dev.realtime.benchmark.scenario.Scenario;

/**
 * Measures servers side by side. Within each pass every server has its turn in a fresh
 * process, and every second pass goes backwards, so that whatever drifts on the machine
 * drifts for all.
 */
public final class Benchmark {

	private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
		.withZone(ZoneOffset.UTC);

	/** Load for each core above which something else is certainly running. */
	private static final double BUSY = 0.5;

	private final Options options;

	private final Path home;

	private Benchmark(Options options, Path home) {
		this.options = options;
		this.home = home;
	}

	/**
	 * Runs what the command line asks for. Ends with 1 if a pass failed, with 2 if the
	 * command line cannot be followed.
	 * @param arguments see {@code --help}
	 */
	public static void main(String[] arguments) {
		if (arguments.length == 0 || Set.of("help", "--help", "-h").contains(arguments[0])) {
			System.out.print(help());
			return;
		}
		System.exit(run(arguments));
	}

	private static int run(String[] arguments) {
		Options options;
		try {
			options = OptionParser.parse(arguments);
			DescriptorLimit.ofThisProcess().check(options.load().connections());
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			return 2;
		}
		Benchmark benchmark = new Benchmark(options, Path.of(System.getProperty("benchmark.home", ".")));
		boolean clean = true;
		for (Scenario scenario : options.scenarios()) {
			clean &= benchmark.run(scenario);
		}
		return clean ? 0 : 1;
	}

	private boolean run(Scenario scenario) {
		Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
		if (load > BUSY * Runtime.getRuntime().availableProcessors()) {
			System.err.printf("The machine is busy, with a load of %.1f: do not believe what follows%n", load);
		}
		List<Subject> subjects = subjects(scenario);
		for (int pass = 1; pass <= this.options.passes(); pass++) {
			List<Subject> turn = new ArrayList<>(subjects);
			if (pass % 2 == 0) {
				Collections.reverse(turn);
			}
			for (Subject subject : turn) {
				System.err.printf("%s, pass %d of %d: %s%n", scenario.label(), pass, this.options.passes(),
						subject.label());
				subject.pass(scenario, this.options.load());
			}
		}
		Report report = new Report(scenario, start, Commit.of(this.home), Machine.thisOne(), load, this.options.load(),
				subjects.stream().map(Subject::figures).toList());
		Path file = this.options.output().orElseGet(() -> file(scenario, start));
		report.writeTo(file);
		System.out.printf("%n%s%n%n%s%s%n", report.title(), new Table(report), file);
		return subjects.stream().allMatch(Subject::isClean);
	}

	private Path file(Scenario scenario, Instant start) {
		return this.home.resolve("target/bench-" + scenario.label() + "-" + FILE_TIME.format(start) + ".json");
	}

	private List<Subject> subjects(Scenario scenario) {
		Optional<Options.Running> running = this.options.running();
		if (running.isPresent()) {
			return List.of(subject(running.get()));
		}
		List<String> flags = flags(scenario);
		JvmSettings jvm = new JvmSettings(this.options.java(), flags, this.home.resolve("target/bench-logs"));
		return this.options.servers()
			.stream()
			.map((kind) -> new Subject(kind.label(), flags, () -> ServerProcess.start(kind, jvm)))
			.toList();
	}

	private static Subject subject(Options.Running running) {
		Target target = new Target(new InetSocketAddress(running.url().getHost(), running.url().getPort()),
				running.url().getRawPath(), running.dialect(), running.channel());
		Optional<ProcessProbe> probe = running.pid().isPresent()
				? Optional.of(new ProcessProbe(running.pid().getAsLong())) : Optional.empty();
		return new Subject(running.url().toString(), List.of(), () -> new RunningServer(target, probe));
	}

	/**
	 * A heap of one size makes throughput comparable. To weigh connections it has to grow
	 * with them and shrink with a collection, or resident memory tells of garbage.
	 */
	private List<String> flags(Scenario scenario) {
		List<String> flags = new ArrayList<>();
		flags.add("-Xmx" + this.options.heap());
		switch (scenario) {
			case IDLE -> flags.addAll(List.of("-Xms64m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"));
			case PACED, SATURATED, CONNECT -> flags.add("-Xms" + this.options.heap());
		}
		flags.addAll(this.options.serverFlags());
		return flags;
	}

	private static String help() {
		try (InputStream help = Benchmark.class.getResourceAsStream("help.txt")) {
			return new String(Objects.requireNonNull(help).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the help that lies beside this class", ex);
		}
	}

}
