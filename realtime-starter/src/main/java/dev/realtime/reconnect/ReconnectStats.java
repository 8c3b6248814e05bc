package dev.realtime.reconnect;

/**
 * Who comes back, for those who only read it. Thread-safe.
 */
public interface ReconnectStats {

	/**
	 * Returns how many connections were of clients that had been connected before.
	 * @param library with which library
	 * @return number of connections since the start
	 */
	long count(ClientLibrary library);

	/**
	 * Returns who came back most of late.
	 * @param most how many of each kind, up to 64
	 * @return as of now
	 */
	ReconnectTop top(int most);

}
