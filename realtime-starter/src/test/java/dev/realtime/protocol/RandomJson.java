package dev.realtime.protocol;

import java.util.Random;

/**
 * Makes JSON values that try the corners: deep and empty, every escape, every length of
 * UTF-8, white space wherever it may stand.
 */
final class RandomJson {

	private static final String[] PIECES = { "a", "Z", "7", " ", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r",
			"\\t", "\\u0041", "\\u0000", "\\ud83d\\ude00", "\\ud800", "é", "क", "ि", "विराट", "🏏", "{", "}", "[", "]",
			":", ",", "null", "\u007f", "\u2028" };

	private static final String[] NUMBERS = { "0", "-0", "1", "-1", "3.5", "-0.25e-3", "1E5", "12345678901234567890",
			"9007199254740993", "0.1" };

	private static final String[] SPACES = { "", "", "", " ", "\t", "\r", "  \t" };

	private final Random random;

	RandomJson(Random random) {
		this.random = random;
	}

	String value() {
		return value(0);
	}

	private String value(int depth) {
		return switch (this.random.nextInt((depth < 6) ? 9 : 5)) {
			case 0 -> pick("true", "false");
			case 1 -> "null";
			case 2, 3 -> pick(NUMBERS);
			case 4 -> text();
			case 5, 6 -> array(depth);
			default -> object(depth);
		};
	}

	private String array(int depth) {
		StringBuilder array = new StringBuilder("[").append(pick(SPACES));
		int size = this.random.nextInt(4);
		for (int i = 0; i < size; i++) {
			array.append((i > 0) ? "," : "").append(pick(SPACES)).append(value(depth + 1)).append(pick(SPACES));
		}
		return array.append(']').toString();
	}

	private String object(int depth) {
		StringBuilder object = new StringBuilder("{").append(pick(SPACES));
		int size = this.random.nextInt(4);
		for (int i = 0; i < size; i++) {
			object.append((i > 0) ? "," : "")
				.append(pick(SPACES))
				.append(name(i))
				.append(pick(SPACES))
				.append(':')
				.append(pick(SPACES))
				.append(value(depth + 1))
				.append(pick(SPACES));
		}
		return object.append('}').toString();
	}

	/**
	 * Different from its neighbours; the parser takes no half surrogate pairs in names.
	 */
	private String name(int index) {
		return "\"" + index + text().substring(1).replace("\\ud800", "");
	}

	private String text() {
		StringBuilder text = new StringBuilder("\"");
		int length = this.random.nextInt(8);
		for (int i = 0; i < length; i++) {
			text.append(pick(PIECES));
		}
		return text.append('"').toString();
	}

	String space() {
		return pick(SPACES);
	}

	private String pick(String... choices) {
		return choices[this.random.nextInt(choices.length)];
	}

}
