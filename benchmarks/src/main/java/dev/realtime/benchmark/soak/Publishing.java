package dev.realtime.benchmark.soak;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.realtime.benchmark.process.ServerProcess;

/**
 * Has the nodes publish, in turn and at a steady rate, until it is closed.
 */
final class Publishing implements AutoCloseable {

	private static final int TICK_MILLIS = 10;

	private static final int SIZE = 200;

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private final List<ServerProcess> nodes;

	private final int perSecond;

	private final long start = System.nanoTime();

	private long sequence;

	Publishing(List<ServerProcess> nodes, int perSecond) {
		this.nodes = List.copyOf(nodes);
		this.perSecond = perSecond;
		this.executor.scheduleAtFixedRate(this::publishDue, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Publishes once to each channel that has a number: their keys are there then. */
	static void toEachChannel(List<ServerProcess> nodes) {
		for (long sequence = 0; sequence < 2L * SoakChannels.numbered(); sequence++) {
			publish(nodes, sequence);
		}
	}

	private void publishDue() {
		long due = (long) ((System.nanoTime() - this.start) / 1e9 * this.perSecond);
		while (this.sequence < due) {
			publish(this.nodes, this.sequence++);
		}
	}

	private static void publish(List<ServerProcess> nodes, long sequence) {
		nodes.get((int) (sequence / 2 % nodes.size())).control().publish(sequence, System.nanoTime(), SIZE);
	}

	@Override
	public void close() {
		this.executor.shutdown();
		try {
			this.executor.awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
