package dev.realtime.benchmark.server;

/**
 * Sends to every subscriber of the benchmark's channel, in the way an application on this
 * server would.
 */
@FunctionalInterface
public interface Outlet {

	/**
	 * Publishes.
	 * @param json the payload, ASCII
	 */
	void publish(byte[] json);

}
