package dev.realtime.benchmark.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Finds WebSocket messages in the bytes that a server sends on one connection, however
 * they are cut into reads and fragments.
 *
 * <p>
 * Holds memory only while something is incomplete: an idle connection costs two
 * references. Not thread-safe.
 */
public final class FrameScanner {

	private static final int LARGEST_FRAME = 16 * 1024 * 1024;

	private static final int NO_STATUS = 1005;

	private static final int FINAL = 0x80;

	private static final int MASKED = 0x80;

	private byte @Nullable [] rest;

	private byte @Nullable [] fragments;

	/**
	 * Makes the scanner of one connection.
	 */
	public FrameScanner() {
	}

	/**
	 * Takes the next bytes of the connection.
	 * @param chunk holds the bytes, not kept
	 * @param from index of the first one
	 * @param to index after the last one
	 * @param sink told of every message that is now complete
	 */
	public void scan(byte[] chunk, int from, int to, FrameSink sink) {
		byte[] bytes = chunk;
		int at = from;
		int end = to;
		if (this.rest != null) {
			bytes = joined(this.rest, chunk, from, to);
			at = 0;
			end = bytes.length;
			this.rest = null;
		}
		while (at < end) {
			int start = at + headerLength(bytes, at, end);
			if (start < at || start > end) {
				break;
			}
			long length = payloadLength(bytes, at);
			if (length > end - start) {
				break;
			}
			int next = start + (int) length;
			frame(bytes[at], bytes, start, next, sink);
			at = next;
		}
		if (at < end) {
			this.rest = Arrays.copyOfRange(bytes, at, end);
		}
	}

	private static int headerLength(byte[] bytes, int at, int end) {
		if (end - at < 2) {
			return Integer.MIN_VALUE;
		}
		if ((bytes[at + 1] & MASKED) != 0) {
			throw new IllegalStateException("The server sent a masked frame, which only clients may send");
		}
		return switch (bytes[at + 1]) {
			case 126 -> 4;
			case 127 -> 10;
			default -> 2;
		};
	}

	private static long payloadLength(byte[] bytes, int at) {
		int code = bytes[at + 1];
		if (code < 126) {
			return code;
		}
		long length = 0;
		int digits = (code == 126) ? 2 : 8;
		for (int i = 0; i < digits; i++) {
			length = (length << 8) | (bytes[at + 2 + i] & 0xff);
		}
		if (length < 0 || length > LARGEST_FRAME) {
			throw new IllegalStateException("The server announced a frame of " + length + " bytes, the most is "
					+ LARGEST_FRAME + ": send smaller payloads");
		}
		return length;
	}

	private void frame(byte first, byte[] bytes, int from, int to, FrameSink sink) {
		boolean last = (first & FINAL) != 0;
		switch (first & 0x0f) {
			case 0x0 -> continuation(last, bytes, from, to, sink);
			case 0x1, 0x2 -> {
				if (last) {
					sink.message(bytes, from, to);
				}
				else {
					this.fragments = Arrays.copyOfRange(bytes, from, to);
				}
			}
			case 0x8 -> close(bytes, from, to, sink);
			case 0x9 -> sink.ping(bytes, from, to);
			case 0xa -> {
				// Nobody asked: a pong without a ping is legal and means nothing.
			}
			default -> throw new IllegalStateException("The server sent a frame with opcode " + (first & 0x0f));
		}
	}

	private void continuation(boolean last, byte[] bytes, int from, int to, FrameSink sink) {
		if (this.fragments == null) {
			throw new IllegalStateException("The server continued a message it had not begun");
		}
		byte[] message = joined(this.fragments, bytes, from, to);
		this.fragments = last ? null : message;
		if (last) {
			sink.message(message, 0, message.length);
		}
	}

	private static void close(byte[] bytes, int from, int to, FrameSink sink) {
		if (to - from < 2) {
			sink.close(NO_STATUS, "");
			return;
		}
		int code = (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
		sink.close(code, new String(bytes, from + 2, to - from - 2, StandardCharsets.UTF_8));
	}

	private static byte[] joined(byte[] head, byte[] tail, int from, int to) {
		byte[] bytes = Arrays.copyOf(head, head.length + to - from);
		System.arraycopy(tail, from, bytes, head.length, to - from);
		return bytes;
	}

}
