package dev.realtime.testing;

import java.nio.charset.StandardCharsets;

/**
 * Takes the lines of a text message apart as fast as a thousand clients on one thread
 * need it: publications of {@link Stamped} payloads by searching bytes, everything else
 * as text.
 */
final class StampedMessage {

	private static final byte[] PUSH = ascii("{\"push\":{\"channel\":\"");

	private static final byte[] PUB = ascii("\",\"pub\":{\"data\":{\"at\":");

	private static final byte[] NUMBER = ascii(",\"n\":");

	private static final byte[] OFFSET = ascii("\"offset\":");

	/** From the number to the padding: {@code ,"pad":"}. */
	private static final int BEFORE_PAD = 8;

	private final byte[] bytes;

	private final int end;

	private int position;

	private long value;

	private StampedMessage(byte[] bytes, int from, int end) {
		this.bytes = bytes;
		this.position = from;
		this.end = end;
	}

	static void read(byte[] bytes, int from, int end, Listener listener) {
		StampedMessage message = new StampedMessage(bytes, from, end);
		while (message.position < end) {
			message.line(listener);
		}
	}

	private void line(Listener listener) {
		int start = this.position;
		if (!publication(start, listener)) {
			int newline = newline(start);
			listener.line(new String(this.bytes, start, newline - start, StandardCharsets.UTF_8));
			this.position = newline + 1;
		}
	}

	private boolean publication(int start, Listener listener) {
		if (!isAt(PUSH, start)) {
			return false;
		}
		int name = start + PUSH.length;
		int quote = name;
		while (quote < this.end && this.bytes[quote] != '"') {
			quote++;
		}
		if (!isAt(PUB, quote)) {
			return false;
		}
		int after = number(quote + PUB.length);
		long at = this.value;
		if (!isAt(NUMBER, after)) {
			return false;
		}
		after = number(after + NUMBER.length);
		long n = this.value;
		int tail = Math.min(after + BEFORE_PAD + Stamped.PAD, this.end);
		int newline = newline(tail);
		long offset = 0;
		for (int i = tail; i < newline; i++) {
			if (isAt(OFFSET, i)) {
				number(i + OFFSET.length);
				offset = this.value;
				break;
			}
		}
		this.position = newline + 1;
		listener.publication(this.bytes, name, quote - name, n, at, offset);
		return true;
	}

	private int newline(int from) {
		int i = from;
		while (i < this.end && this.bytes[i] != '\n') {
			i++;
		}
		return i;
	}

	/** Reads digits; answers where they end. */
	private int number(int from) {
		long read = 0;
		int i = from;
		while (i < this.end && this.bytes[i] >= '0' && this.bytes[i] <= '9') {
			read = read * 10 + this.bytes[i] - '0';
			i++;
		}
		this.value = read;
		return i;
	}

	private boolean isAt(byte[] expected, int place) {
		if (place + expected.length > this.end) {
			return false;
		}
		for (int i = 0; i < expected.length; i++) {
			if (this.bytes[place + i] != expected[i]) {
				return false;
			}
		}
		return true;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** Is told what a message says, line by line. */
	interface Listener {

		/** A stamped publication; its offset is 0 in a channel without history. */
		void publication(byte[] bytes, int nameFrom, int nameLength, long n, long at, long offset);

		/** Anything else. */
		void line(String line);

	}

}
