package dev.realtime.wrong;

import java.util.concurrent.locks.LockSupport;

/**
 * Publishes 1, 2, 3 and so on to a channel, a hundred a second, and has a bystander
 * listen.
 */
final class Stream {

	private static final long INTERVAL_NANOS = 10_000_000;

	private final WrongServer server;

	private final String channel;

	private final Bystander bystander;

	private final Thread publisher = new Thread(this::publish, "steady-publisher");

	private volatile boolean running = true;

	private int last;

	Stream(WrongServer server, String channel) {
		this.server = server;
		this.channel = channel;
		this.bystander = new Bystander(server.port(), channel);
	}

	void start() {
		this.publisher.start();
	}

	/** Ends the stream; answers its last number. */
	int stop() {
		this.running = false;
		try {
			this.publisher.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		return this.last;
	}

	Bystander bystander() {
		return this.bystander;
	}

	private void publish() {
		do {
			this.last++;
			this.bystander.expect(this.last);
			this.server.publish(this.channel, this.last);
			LockSupport.parkNanos(INTERVAL_NANOS);
		}
		while (this.running);
	}

}
