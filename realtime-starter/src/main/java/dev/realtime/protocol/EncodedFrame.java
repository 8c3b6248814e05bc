package dev.realtime.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One or more server messages in their final bytes, without the delimiter that separates
 * them from a neighbour. Made once and shared by every connection that gets the same, so
 * nobody may change the array. Thread-safe.
 */
public final class EncodedFrame {

	private final byte[] bytes;

	private @Nullable String text;

	private @Nullable ByteBuffer transportForm;

	/**
	 * Wraps bytes.
	 * @param bytes the frame; not copied, never changed afterwards
	 */
	public EncodedFrame(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Returns the size.
	 * @return number of bytes
	 */
	public int size() {
		return this.bytes.length;
	}

	/**
	 * Returns the bytes themselves, for a transport to send. Read only.
	 * @return the shared array
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Returns the frame as text, for transports whose interface takes nothing else. Made
	 * on the first call and kept; two threads may both make it, which is harmless.
	 * @return the frame read as UTF-8
	 */
	public String text() {
		String result = this.text;
		if (result == null) {
			result = new String(this.bytes, StandardCharsets.UTF_8);
			this.text = result;
		}
		return result;
	}

	/**
	 * Returns the frame as a transport wraps it, made on the first call and kept: a
	 * process has one framing for all connections of an encoding. Two threads may both
	 * make it, which is harmless.
	 * @param framing wraps the bytes; must give the same for the same bytes
	 * @return the shared buffer, to be duplicated before its position is moved
	 */
	public ByteBuffer transportForm(Function<byte[], ByteBuffer> framing) {
		ByteBuffer result = this.transportForm;
		if (result == null) {
			result = framing.apply(this.bytes);
			this.transportForm = result;
		}
		return result;
	}

}
