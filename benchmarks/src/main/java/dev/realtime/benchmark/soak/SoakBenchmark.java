package dev.realtime.benchmark.soak;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

import dev.realtime.benchmark.client.Dialect;
import dev.realtime.benchmark.process.DescriptorLimit;
import dev.realtime.benchmark.process.JvmSettings;
import dev.realtime.benchmark.process.ServerProcess;
import dev.realtime.benchmark.process.ServerProgram;
import dev.realtime.benchmark.report.Commit;
import dev.realtime.benchmark.report.Machine;

/**
 * Lets clients come and go for a long time and looks what they leave behind: objects,
 * memory, threads, descriptors, keys in Redis. Each figure is compared with the same
 * nodes when they were warm and had no clients.
 *
 * <p>
 * Ends with 1 if a figure has grown, or if a publication was lost or came twice; with 2
 * if the command line cannot be followed.
 */
public final class SoakBenchmark {

	private static final int PATIENCE_SECONDS = 60;

	private static final String COLUMNS = "%7s %7s %8s %8s %8s %8s %7s %7s %8s %8s %7s %8s %8s %8s %8s %8s %6s%n";

	private final SoakOptions options;

	private final List<ServerProcess> nodes = new ArrayList<>();

	private final RedisProcess redis;

	private final List<InetSocketAddress> addresses = new ArrayList<>();

	private SoakBenchmark(SoakOptions options, Path home) {
		this.options = options;
		Path logs = home.resolve("target/bench-logs");
		this.redis = RedisProcess.start(logs);
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		JvmSettings jvm = new JvmSettings(java, List.of("-Xms256m", "-Xmx1g"), logs);
		for (int i = 0; i < options.nodes(); i++) {
			String name = "soak-" + (char) ('a' + i);
			ServerProcess node = ServerProcess.start(new ServerProgram(name, SoakNode.class,
					List.of(name, this.redis.uri()), "/realtime/websocket", Dialect.Kind.REALTIME), jvm);
			this.nodes.add(node);
			this.addresses.add(node.target().address());
		}
	}

	/**
	 * Runs it.
	 * @param arguments such as {@code --seconds 600 --connections 1000 --rate 100}
	 */
	public static void main(String[] arguments) {
		SoakOptions options;
		try {
			options = SoakOptions.parse(List.of(arguments));
			DescriptorLimit.ofThisProcess().check(options.connections());
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.exit(2);
			return;
		}
		Path home = Path.of(System.getProperty("benchmark.home", "."));
		System.out.printf(Locale.ROOT, "%s%ncommit %s, load %.1f before%n%s%n", Machine.thisOne(), Commit.of(home),
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), options);
		System.exit(new SoakBenchmark(options, home).run() ? 0 : 1);
	}

	private boolean run() {
		try {
			Publishing.toEachChannel(this.nodes);
			System.out.printf("Warming up for %d s%n", this.options.warmUpSeconds());
			head();
			churn(this.options.warmUpSeconds());
			Snapshot before = quiet();
			System.out.printf("%nThe soak%n");
			head();
			ChurnTally tally = churn(this.options.seconds());
			Snapshot after = quiet();
			Verdict verdict = new Verdict(before, after, this.nodes.size());
			System.out.printf("%n%s%n%s", verdict, words(tally));
			return verdict.isGood() && isGood(tally);
		}
		finally {
			this.nodes.forEach(ServerProcess::close);
			this.redis.close();
		}
	}

	private ChurnTally churn(int seconds) {
		long start = System.nanoTime();
		try (Churn churn = new Churn(this.addresses, this.options);
				Publishing publishing = new Publishing(this.nodes, this.options.publications())) {
			churn.start();
			for (int at = this.options.every(); at <= seconds; at += this.options.every()) {
				sleepUntil(start + Duration.ofSeconds(at).toNanos());
				row(at, Snapshot.take(this.nodes, this.redis), churn.tally());
			}
			sleepUntil(start + Duration.ofSeconds(seconds).toNanos());
			churn.stop();
			return churn.tally();
		}
	}

	/** Waits until the clients are gone, and what lingers for a while as well. */
	private Snapshot quiet() {
		long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
		Snapshot now = Snapshot.take(this.nodes, this.redis);
		while ((now.get("connections") > 0 || now.get("tickets") > 0) && System.nanoTime() < deadline) {
			sleepUntil(System.nanoTime() + Duration.ofSeconds(1).toNanos());
			now = Snapshot.take(this.nodes, this.redis);
		}
		sleepUntil(System.nanoTime() + Duration.ofSeconds(this.options.settle()).toNanos());
		return Snapshot.take(this.nodes, this.redis);
	}

	private static void sleepUntil(long nanos) {
		for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	private static void head() {
		System.out.printf(COLUMNS, "s", "clients", "sessions", "tickets", "subscr.", "homes", "heap MB", "dir. MB",
				"threads", "descr.", "u keys", "p keys", "keys", "opened", "received", "missing", "twice");
	}

	private static void row(int second, Snapshot now, ChurnTally tally) {
		System.out.printf(COLUMNS, second, tally.open.get(), now.get("connections"), now.get("tickets"),
				now.objects("channel.Subscription"), now.objects("channel.ChannelHome"), now.get("heap") >> 20,
				now.get("direct") >> 20, now.get("threads") + now.get("webThreads"), now.get("descriptors"),
				now.get(Snapshot.KEYS + "u"), now.get(Snapshot.KEYS + "p"), now.get("redis"), tally.opened.sum(),
				tally.received.sum(), tally.missing.sum(), tally.repeated.sum());
	}

	private static boolean isGood(ChurnTally tally) {
		return tally.missing.sum() == 0 && tally.repeated.sum() == 0;
	}

	private String words(ChurnTally tally) {
		StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
				"%,d connections opened, %,d closed properly, %,d dropped, %,d turned back, %,d lost; "
						+ "%,d subscriptions, %,d ended by clients, %,d recovered, %,d not%n"
						+ "%,d publications of clients, %,d received, %,d missing, %,d twice%n",
				tally.opened.sum(), tally.closedProperly.sum(), tally.dropped.sum(), tally.turnedBack.sum(),
				tally.lost.sum(), tally.subscribed.sum(), tally.unsubscribed.sum(), tally.recovered.sum(),
				tally.unrecovered.sum(), tally.published.sum(), tally.received.sum(), tally.missing.sum(),
				tally.repeated.sum()));
		if (tally.firstGap() != null) {
			text.append("first gap: ").append(tally.firstGap()).append('\n');
		}
		tally.troubles()
			.forEach((trouble, count) -> text.append(count.sum()).append(" x ").append(trouble).append('\n'));
		return text.toString();
	}

}
