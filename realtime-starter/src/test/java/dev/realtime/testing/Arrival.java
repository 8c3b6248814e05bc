package dev.realtime.testing;

/**
 * A publication as it came to a client.
 *
 * @param channel on which
 * @param n its number in the channel
 * @param offset its offset, 0 in a channel without history
 * @param publishedNanos when it was published, of {@link System#nanoTime()}
 * @param arrivedNanos when the client had read the whole message with it
 */
public record Arrival(String channel, long n, long offset, long publishedNanos, long arrivedNanos) {

	/**
	 * Returns how old it was when it came.
	 * @return nanoseconds
	 */
	public long ageNanos() {
		return this.arrivedNanos - this.publishedNanos;
	}

}
