package dev.realtime.overload;

/**
 * What a node holds, and what it can.
 *
 * @param connections how many clients are connected
 * @param capacity how many may be, at least 1
 * @param descriptors how many file descriptors the process has open
 * @param descriptorLimit how many it may open, 0 if that is not known
 */
public record OccupancyReading(long connections, long capacity, long descriptors, long descriptorLimit) {

	/**
	 * Checks the reading.
	 * @throws IllegalArgumentException if a figure is negative, or there is no capacity
	 */
	public OccupancyReading {
		if (capacity < 1) {
			throw new IllegalArgumentException(
					"A capacity of " + capacity + " connections is none; it must be at least 1");
		}
		if (connections < 0 || descriptors < 0 || descriptorLimit < 0) {
			throw new IllegalArgumentException("There cannot be " + connections + " connections and " + descriptors
					+ " of " + descriptorLimit + " descriptors: none may be negative");
		}
	}

}
