package dev.realtime.benchmark.soak;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import javax.management.JMException;
import javax.management.ObjectName;

import org.springframework.context.ApplicationContext;

import dev.realtime.admission.Doorkeeper;
import dev.realtime.channel.Channels;
import dev.realtime.loop.LoopThreads;
import dev.realtime.session.Sessions;

/**
 * What a node holds, read inside its process after a full collection. Beside what the
 * node says of itself it counts its objects class by class: what was forgotten in a map
 * or a queue that no gauge looks at is found as well.
 */
final class NodeFigures {

	/** What a class's figure begins with. */
	static final String CLASS = "class.";

	private static final int WORTH_TELLING = 100;

	private final ApplicationContext context;

	private final AtomicLong failed;

	NodeFigures(ApplicationContext context, AtomicLong failed) {
		this.context = context;
		this.failed = failed;
	}

	/** Names and numbers with an equals sign between, separated by blanks. */
	String line() {
		Map<String, Long> figures = new TreeMap<>();
		objects(figures);
		Runtime runtime = Runtime.getRuntime();
		figures.put("heap", runtime.totalMemory() - runtime.freeMemory());
		figures.put("direct",
				ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
					.stream()
					.filter((pool) -> pool.getName().equals("direct"))
					.mapToLong(BufferPoolMXBean::getMemoryUsed)
					.sum());
		long serving = Thread.getAllStackTraces().keySet().stream().filter(NodeFigures::servesRequests).count();
		figures.put("webThreads", serving);
		figures.put("threads", ManagementFactory.getThreadMXBean().getThreadCount() - serving);
		Sessions sessions = this.context.getBean(Sessions.class);
		figures.put("connections", sessions.stats().active());
		figures.put("eventsWaiting", sessions.stats().eventsWaiting());
		figures.put("lagBytes", sessions.stats().lagBytes());
		figures.put("inFlightBytes", sessions.stats().inFlightBytes());
		figures.put("tickets", (long) this.context.getBean(Doorkeeper.class).stats().connections());
		Channels channels = this.context.getBean(Channels.class);
		figures.put("tailBytes", channels.tailBudget().usedBytes());
		figures.put("dropped", channels.stats().dropped());
		figures.put("loopFailures",
				this.context.getBean(LoopThreads.class)
					.loops()
					.all()
					.stream()
					.mapToLong((loop) -> loop.stats().failures())
					.sum());
		figures.put("failedPublications", this.failed.get());
		return figures.entrySet()
			.stream()
			.map((figure) -> figure.getKey() + "=" + figure.getValue())
			.collect(Collectors.joining(" "));
	}

	/** Tomcat's pool, which is as large as the crowd it has met, and shrinks slowly. */
	private static boolean servesRequests(Thread thread) {
		return thread.getName().contains("-exec-");
	}

	/** Collects once more. */
	private static void objects(Map<String, Long> figures) {
		try {
			String histogram = (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
			histogram.lines()
				.map((line) -> line.trim().split("\\s+"))
				.filter((cells) -> cells.length >= 4 && cells[0].endsWith(":"))
				.forEach((cells) -> count(figures, cells[3], Long.parseLong(cells[1])));
		}
		catch (JMException ex) {
			throw new IllegalStateException("This JVM does not count its objects: use HotSpot", ex);
		}
	}

	/** Names of lambdas are made up anew in every process. */
	private static void count(Map<String, Long> figures, String type, long number) {
		int lambda = type.indexOf("$$Lambda");
		String name = (lambda < 0) ? type : type.substring(0, lambda) + "$$Lambda";
		if (name.startsWith("dev.realtime.") || number >= WORTH_TELLING) {
			figures.merge(CLASS + name, number, Long::sum);
		}
	}

}
