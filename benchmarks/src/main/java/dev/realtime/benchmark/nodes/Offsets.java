package dev.realtime.benchmark.nodes;

import java.util.function.LongConsumer;

/**
 * Finds the offsets of publications in what a node sends.
 */
final class Offsets {

	private static final String FIELD = "\"offset\":";

	private Offsets() {
	}

	static void of(CharSequence frame, LongConsumer found) {
		String text = frame.toString();
		for (int at = text.indexOf(FIELD); at >= 0; at = text.indexOf(FIELD, at + 1)) {
			int end = at + FIELD.length();
			long offset = 0;
			while (end < text.length() && Character.isDigit(text.charAt(end))) {
				offset = 10 * offset + text.charAt(end++) - '0';
			}
			found.accept(offset);
		}
	}

}
