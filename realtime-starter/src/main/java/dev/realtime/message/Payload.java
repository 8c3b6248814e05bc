package dev.realtime.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes an application publishes, in their final form: for JSON, UTF-8 text on a
 * single line.
 *
 * <p>
 * Line feeds separate messages on the wire and can stand in JSON only between tokens, so
 * they are taken out once, here, and everything later (frames, history, deltas) works on
 * the very same bytes. Immutable: the array is never handed out.
 */
public final class Payload {

	private static final byte LINE_FEED = '\n';

	private final byte[] bytes;

	private int hash;

	private Payload(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Returns a payload of JSON text. The caller vouches that it is JSON: what comes from
	 * outside passes a parser first.
	 * @param utf8 the text, copied
	 * @return the payload, without line feeds
	 */
	public static Payload json(byte[] utf8) {
		return json(utf8, 0, utf8.length);
	}

	/**
	 * Returns a payload of the JSON text in a part of an array.
	 * @param utf8 holds the text, which is copied
	 * @param from index of its first byte
	 * @param to index after its last byte
	 * @return the payload, without line feeds
	 * @throws IllegalArgumentException if there is no text at all: one such payload would
	 * break every frame it is written into
	 */
	public static Payload json(byte[] utf8, int from, int to) {
		Objects.checkFromToIndex(from, to, utf8.length);
		byte[] copy = Arrays.copyOfRange(utf8, from, to);
		int kept = 0;
		for (byte b : copy) {
			if (b != LINE_FEED) {
				copy[kept++] = b;
			}
		}
		if (kept == 0) {
			throw new IllegalArgumentException("A payload must not be empty; JSON for nothing is 'null'");
		}
		return new Payload((kept == copy.length) ? copy : Arrays.copyOf(copy, kept));
	}

	/**
	 * Returns a payload of JSON text.
	 * @param text the text
	 * @return the payload, without line feeds
	 */
	public static Payload json(String text) {
		return json(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the number of bytes.
	 * @return the size in bytes
	 */
	public int size() {
		return this.bytes.length;
	}

	/**
	 * Copies the bytes into an array.
	 * @param target where to
	 * @param position index of the first byte to write
	 * @throws IndexOutOfBoundsException if they do not fit
	 */
	public void copyTo(byte[] target, int position) {
		System.arraycopy(this.bytes, 0, target, position, this.bytes.length);
	}

	/**
	 * Returns the bytes.
	 * @return a copy
	 */
	public byte[] toByteArray() {
		return this.bytes.clone();
	}

	/**
	 * Returns the bytes read as UTF-8.
	 * @return the text
	 */
	public String text() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Payload payload && Arrays.equals(this.bytes, payload.bytes);
	}

	@Override
	public int hashCode() {
		int result = this.hash;
		if (result == 0) {
			result = Arrays.hashCode(this.bytes);
			this.hash = result;
		}
		return result;
	}

	/** Says how large it is, never what it says. */
	@Override
	public String toString() {
		return "Payload[" + this.bytes.length + " bytes]";
	}

}
