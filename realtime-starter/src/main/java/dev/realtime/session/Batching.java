package dev.realtime.session;

/**
 * Whether one connection waits for more before it is flushed. Belongs to its loop.
 */
final class Batching {

	private final BatchWindow window;

	private final int mostPublications;

	private final Runnable onEnd;

	/** How much has come since the connection was flushed last. */
	private int waiting;

	private boolean inWindow;

	/**
	 * Begins.
	 * @param window shared by all connections of the loop
	 * @param mostPublications how many may wait
	 * @param onEnd called when the window ends that the connection has waited in
	 */
	Batching(BatchWindow window, int mostPublications, Runnable onEnd) {
		this.window = window;
		this.mostPublications = mostPublications;
		this.onEnd = onEnd;
	}

	/** Something has come; answers whether it may wait for more. */
	boolean waits() {
		this.waiting++;
		if (this.waiting >= this.mostPublications) {
			return false;
		}
		if (!this.inWindow) {
			this.inWindow = true;
			this.window.add(this);
		}
		return true;
	}

	/** Nothing waits any more. */
	void flushed() {
		this.waiting = 0;
	}

	/** The window has ended. */
	void ended() {
		this.inWindow = false;
		this.onEnd.run();
	}

}
