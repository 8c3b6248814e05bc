package dev.realtime.benchmark.soak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Says of each figure whether it is back where it was before the clients came.
 */
final class Verdict {

	private static final long MEGABYTE = 1024 * 1024;

	/** Netty's allocator keeps the chunks it has once needed, each up to so large. */
	private static final long CHUNK = 8 * MEGABYTE;

	/** Of these not one may be left. */
	private static final List<String> COUNTED = List.of("session.ClientSession", "channel.Subscription",
			"channel.ChannelHome", "channel.ChannelShard", "channel.Delivery", "admission.AdmissionTicket",
			"cluster.ClientRegistration", "outbound.Lanes");

	/** One for each channel that was published to, kept for some minutes. */
	private static final String QUEUES = NodeFigures.CLASS + "dev.realtime.broker.redis.PublishQueue";

	/** Tomcat's default is 200 for each node. */
	private static final int WEB_THREADS = 200;

	private static final int GROWTHS_TOLD = 10;

	private final Snapshot before;

	private final Snapshot after;

	private final List<Line> lines = new ArrayList<>();

	Verdict(Snapshot before, Snapshot after, int nodes) {
		this.before = before;
		this.after = after;
		Stream
			.of("connections", "tickets", "eventsWaiting", "lagBytes", "inFlightBytes", "tailBytes", "dropped",
					"loopFailures", "failedPublications")
			.forEach((figure) -> judge(figure, 0));
		COUNTED.forEach((type) -> judge(NodeFigures.CLASS + "dev.realtime." + type, 0));
		judge("heap", before.get("heap") / 10 + 4 * MEGABYTE);
		judge("direct", nodes * CHUNK);
		judge(QUEUES, Math.max(0, (long) nodes * SoakChannels.numbered() - before.get(QUEUES)));
		judge("threads", 10);
		judge("webThreads", Math.max(0, (long) nodes * WEB_THREADS - before.get("webThreads")));
		judge("descriptors", 10);
		names(Snapshot.KEYS).forEach((figure) -> judge(figure, figure.endsWith(".control") ? 2 : 0));
		judge("redisSubscriptions", 0);
		judgeOtherClasses();
	}

	/**
	 * One figure.
	 *
	 * @param figure its name
	 * @param before before the clients came
	 * @param after when they were gone
	 * @param tolerance how many more there may be
	 */
	private record Line(String figure, long before, long after, long tolerance) {

		boolean isGood() {
			return this.after <= this.before + this.tolerance;
		}

	}

	private void judge(String figure, long tolerance) {
		this.lines.add(new Line(figure, this.before.get(figure), this.after.get(figure), tolerance));
	}

	/** Some keep a few of everything: pools, caches, what was loaded late. */
	private void judgeOtherClasses() {
		names(NodeFigures.CLASS + "dev.realtime.").forEach((figure) -> {
			Line line = new Line(figure, this.before.get(figure), this.after.get(figure),
					Math.max(20, this.before.get(figure) / 5));
			if (!line.isGood() && this.lines.stream().noneMatch((known) -> known.figure().equals(figure))) {
				this.lines.add(line);
			}
		});
	}

	private Set<String> names(String prefix) {
		Set<String> names = new TreeSet<>(this.before.figures().keySet());
		names.addAll(this.after.figures().keySet());
		names.removeIf((name) -> !name.startsWith(prefix));
		return names;
	}

	/** Whether every figure is back. */
	boolean isGood() {
		return this.lines.stream().allMatch(Line::isGood);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(
				String.format(Locale.ROOT, "%-46s %14s %14s %12s%n", "figure", "before", "after", "may grow by"));
		for (Line line : this.lines) {
			text.append(String.format(Locale.ROOT, "%-46s %,14d %,14d %,12d  %s%n",
					line.figure().replace(NodeFigures.CLASS + "dev.realtime.", "objects "), line.before(), line.after(),
					line.tolerance(), line.isGood() ? "ok" : "GREW"));
		}
		text.append(String.format(Locale.ROOT, "%d classes of ours looked at; of all classes these grew most:%n",
				names(NodeFigures.CLASS + "dev.realtime.").size()));
		names(NodeFigures.CLASS).stream()
			.sorted(Comparator.comparingLong((String name) -> this.before.get(name) - this.after.get(name)))
			.limit(GROWTHS_TOLD)
			.forEach((name) -> text.append(String.format(Locale.ROOT, "  %-60s %,12d %,12d%n",
					name.substring(NodeFigures.CLASS.length()), this.before.get(name), this.after.get(name))));
		return text.toString();
	}

}
