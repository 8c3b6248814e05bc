package dev.realtime.protocol;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;

/**
 * Writes JSON as UTF-8 into an array of exactly its size. Everything is written twice: a
 * first pass counts, {@link #startWriting()} makes the array, a second pass fills it. A
 * frame is written once and sent to thousands, and the array may stay in a channel's tail
 * for hours, so it has neither slack nor a copy.
 *
 * <p>
 * Like the protocol, the plain methods leave a member out if it has its zero value; those
 * called {@code always} do not. Not thread-safe.
 */
final class JsonWriter {

	private static final String HEX = "0123456789abcdef";

	/** Missing during the first pass. */
	private byte @Nullable [] target;

	private int position;

	private boolean separate;

	/** Ends the first pass. */
	void startWriting() {
		this.target = new byte[this.position];
		this.position = 0;
		this.separate = false;
	}

	/** Returns what the second pass has written. */
	byte[] bytes() {
		byte[] bytes = this.target;
		if (bytes == null || this.position != bytes.length) {
			throw new IllegalStateException("The second pass wrote " + this.position + " bytes, the first "
					+ ((bytes != null) ? bytes.length : "has not ended"));
		}
		return bytes;
	}

	JsonWriter object() {
		return open('{');
	}

	JsonWriter object(String name) {
		return name(name).open('{');
	}

	JsonWriter end() {
		return close('}');
	}

	JsonWriter array(String name) {
		return name(name).open('[');
	}

	JsonWriter endArray() {
		return close(']');
	}

	JsonWriter number(String name, long value) {
		return (value != 0) ? numberAlways(name, value) : this;
	}

	JsonWriter numberAlways(String name, long value) {
		name(name);
		digits(value);
		this.separate = true;
		return this;
	}

	JsonWriter text(String name, String value) {
		return (!value.isEmpty()) ? textAlways(name, value) : this;
	}

	JsonWriter textAlways(String name, String value) {
		name(name);
		quote(value);
		this.separate = true;
		return this;
	}

	JsonWriter flag(String name, boolean value) {
		if (value) {
			name(name);
			ascii("true");
			this.separate = true;
		}
		return this;
	}

	/** Writes a payload as it is. */
	JsonWriter json(String name, @Nullable Payload value) {
		if (value != null) {
			name(name);
			if (this.target != null) {
				value.copyTo(this.target, this.position);
			}
			this.position = Math.addExact(this.position, value.size());
			this.separate = true;
		}
		return this;
	}

	/** Writes the name of the member whose value comes next. */
	JsonWriter name(String name) {
		if (this.separate) {
			put(',');
		}
		quote(name);
		put(':');
		this.separate = false;
		return this;
	}

	private JsonWriter open(char bracket) {
		if (this.separate) {
			put(',');
		}
		put(bracket);
		this.separate = false;
		return this;
	}

	private JsonWriter close(char bracket) {
		put(bracket);
		this.separate = true;
		return this;
	}

	private void quote(String text) {
		put('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c >= 0x80) {
				i += character(text, i, c);
			}
			else if (c >= ' ' && c != '"' && c != '\\') {
				put(c);
			}
			else {
				escape(c);
			}
		}
		put('"');
	}

	private void escape(char c) {
		switch (c) {
			case '"' -> ascii("\\\"");
			case '\\' -> ascii("\\\\");
			case '\n' -> ascii("\\n");
			case '\r' -> ascii("\\r");
			case '\t' -> ascii("\\t");
			default -> hexadecimal(c);
		}
	}

	/**
	 * Writes a character beyond ASCII.
	 * @return how many more chars of the text it took
	 */
	private int character(String text, int index, char c) {
		if (c < 0x800) {
			put(0xC0 | (c >> 6));
			put(0x80 | (c & 0x3F));
			return 0;
		}
		if (!Character.isSurrogate(c)) {
			put(0xE0 | (c >> 12));
			put(0x80 | ((c >> 6) & 0x3F));
			put(0x80 | (c & 0x3F));
			return 0;
		}
		int codePoint = text.codePointAt(index);
		if (!Character.isSupplementaryCodePoint(codePoint)) {
			// Half a pair has no form in UTF-8, but it has one in JSON.
			hexadecimal(c);
			return 0;
		}
		put(0xF0 | (codePoint >> 18));
		put(0x80 | ((codePoint >> 12) & 0x3F));
		put(0x80 | ((codePoint >> 6) & 0x3F));
		put(0x80 | (codePoint & 0x3F));
		return 1;
	}

	private void hexadecimal(char c) {
		ascii("\\u");
		for (int shift = 12; shift >= 0; shift -= 4) {
			put(HEX.charAt((c >> shift) & 0xF));
		}
	}

	private void digits(long value) {
		// Negative numbers reach further, so the digits are taken from one.
		long rest = (value < 0) ? value : -value;
		int end = this.position + ((value < 0) ? 1 : 0);
		for (long left = rest; left <= -10; left /= 10) {
			end++;
		}
		end++;
		if (this.target != null) {
			if (value < 0) {
				this.target[this.position] = '-';
			}
			int at = end;
			do {
				this.target[--at] = (byte) ('0' - rest % 10);
				rest /= 10;
			}
			while (rest != 0);
		}
		this.position = end;
	}

	private void ascii(String text) {
		for (int i = 0; i < text.length(); i++) {
			put(text.charAt(i));
		}
	}

	private void put(int b) {
		if (this.target != null) {
			this.target[this.position] = (byte) b;
		}
		this.position++;
	}

}
