package dev.realtime.admission;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The elements of a forwarding header, the last first. Read from the right, because there
 * stands what the nearest proxy has written; what a client wrote to the left of it can
 * then not change how that is read, not even with an open quote.
 */
final class Hops {

	private final List<String> lines;

	private int line;

	/** Where what is left of the line ends; -1 when nothing is. */
	private int end;

	Hops(List<String> lines) {
		this.lines = lines;
		this.line = lines.size();
		this.end = -1;
	}

	/** The next element to the left that is not empty, or nothing. */
	@Nullable String next() {
		while (true) {
			while (this.end < 0) {
				if (this.line == 0) {
					return null;
				}
				this.line--;
				String text = this.lines.get(this.line);
				this.end = (text != null) ? text.length() : -1;
			}
			String text = this.lines.get(this.line);
			int comma = commaBefore(text, this.end);
			String element = text.substring(comma + 1, this.end).strip();
			this.end = comma;
			if (!element.isEmpty()) {
				return element;
			}
		}
	}

	/** The last comma that does not stand in quotes, or -1. */
	private static int commaBefore(String text, int end) {
		boolean quoted = false;
		for (int i = end - 1; i >= 0; i--) {
			char c = text.charAt(i);
			if (c == '"' && !isEscaped(text, i)) {
				quoted = !quoted;
			}
			else if (c == ',' && !quoted) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isEscaped(String text, int quote) {
		int backslashes = 0;
		while (quote - backslashes > 0 && text.charAt(quote - backslashes - 1) == '\\') {
			backslashes++;
		}
		return backslashes % 2 == 1;
	}

}
