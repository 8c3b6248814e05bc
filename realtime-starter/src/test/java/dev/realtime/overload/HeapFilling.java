package dev.realtime.overload;

import java.util.ArrayList;
import java.util.List;

/**
 * Fills a third of a heap of 96 MB and empties it again, in a JVM of its own, and prints
 * what {@link LiveHeap} says before, between and after.
 */
final class HeapFilling {

	/** Small enough to be no special case in any collector. */
	private static final int PIECE_BYTES = 16 * 1024;

	private static final int KEPT_BYTES = 32 * 1024 * 1024;

	private HeapFilling() {
	}

	/**
	 * Runs it.
	 * @param arguments none
	 */
	public static void main(String[] arguments) {
		LiveHeap heap = LiveHeap.ofThisProcess();
		List<byte[]> kept = new ArrayList<>();
		StringBuilder said = new StringBuilder();
		said.append(heap.fraction(0).isPresent());
		for (int bytes = 0; bytes < KEPT_BYTES; bytes += PIECE_BYTES) {
			kept.add(new byte[PIECE_BYTES]);
		}
		System.gc();
		said.append(' ').append(heap.fraction(0).orElse(-1));
		kept.clear();
		System.gc();
		said.append(' ').append(heap.fraction(0).orElse(-1));
		System.out.println(said);
	}

}
