package dev.realtime.benchmark.client;

/**
 * Makes the server under test publish to the channel of the benchmark. Thread-safe;
 * returns when the order is on its way.
 */
@FunctionalInterface
public interface Publisher {

	/**
	 * Publishes one stamped payload.
	 * @param sequence number of the publication
	 * @param moment when it was due, in nanoseconds of this process
	 * @param size of the payload in bytes
	 */
	void publish(long sequence, long moment, int size);

}
