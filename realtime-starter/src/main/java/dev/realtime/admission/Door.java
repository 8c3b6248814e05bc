package dev.realtime.admission;

/**
 * What the handshake has to know of the node: whether it takes clients, is full, has
 * trouble, or is to be left. Thread-safe.
 */
public final class Door {

	private volatile NodeLoad load = NodeLoad.OPEN;

	private volatile boolean closed;

	private volatile boolean refusing;

	/**
	 * Makes an open door.
	 */
	public Door() {
	}

	/**
	 * Returns what the node says of itself.
	 * @return as of the last reading
	 */
	public NodeLoad load() {
		return this.load;
	}

	/**
	 * Whether the node is to be left, so that nobody is let in.
	 * @return whether it was closed, or refuses for a while
	 */
	public boolean isClosed() {
		return this.closed || this.refusing;
	}

	/**
	 * Lets nobody in for a while, or again.
	 * @param nobody whether nobody is let in
	 */
	public void refuse(boolean nobody) {
		this.refusing = nobody;
	}

	/**
	 * Lets nobody in any more: the application is about to end.
	 */
	public void close() {
		this.closed = true;
	}

	/**
	 * Sets what the node says of itself.
	 * @param newLoad as of now
	 */
	public void load(NodeLoad newLoad) {
		this.load = newLoad;
	}

}
