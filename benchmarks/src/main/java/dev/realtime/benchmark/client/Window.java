package dev.realtime.benchmark.client;

/**
 * Keeps a number of publications in flight: the next leaves when one has been received by
 * every connection. Thread-safe.
 */
public final class Window {

	/** The widest window. */
	public static final int WIDEST = 1024;

	private final Publications publications;

	private final int loops;

	private final long[] numbers = new long[2 * WIDEST];

	private final int[] loopsDone = new int[2 * WIDEST];

	private boolean open;

	/**
	 * Creates a closed window.
	 * @param publications what is sent
	 * @param loops how many event loops have connections
	 */
	public Window(Publications publications, int loops) {
		this.publications = publications;
		this.loops = loops;
	}

	/**
	 * Lets publications out, the first ones at once.
	 * @param width how many are kept in flight
	 */
	public synchronized void open(int width) {
		this.open = true;
		refill(width);
	}

	/**
	 * Replaces publications that never came back.
	 * @param width how many to send
	 */
	public synchronized void refill(int width) {
		for (int i = 0; i < width; i++) {
			this.publications.next(System.nanoTime());
		}
	}

	/**
	 * Lets nothing out any more.
	 */
	public synchronized void close() {
		this.open = false;
	}

	/**
	 * Every connection of one loop has received a publication.
	 */
	synchronized void receivedOnLoop(long sequence) {
		int slot = (int) (sequence % this.numbers.length);
		if (this.numbers[slot] != sequence) {
			this.numbers[slot] = sequence;
			this.loopsDone[slot] = 0;
		}
		if (++this.loopsDone[slot] == this.loops && this.open) {
			this.publications.next(System.nanoTime());
		}
	}

}
