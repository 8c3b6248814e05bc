package dev.realtime.transport.servlet.tomcat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.EncodedFrame;

/**
 * Writes frames as a server does, unmasked and in one piece (RFC 6455, section 5.2): the
 * same bytes for every client.
 */
final class FrameWriter {

	private static final int FIN_TEXT = 0x81;

	private static final int FIN_CLOSE = 0x88;

	private static final int FIN_PONG = 0x8A;

	private FrameWriter() {
	}

	/** A text frame, made once per encoded frame and shared. */
	static ByteBuffer text(EncodedFrame frame) {
		return frame.transportForm((payload) -> frame(FIN_TEXT, payload)).duplicate();
	}

	static ByteBuffer pong(byte[] payload) {
		return frame(FIN_PONG, payload);
	}

	static ByteBuffer close(CloseReason reason) {
		byte[] words = reason.reason().getBytes(StandardCharsets.UTF_8);
		ByteBuffer payload = ByteBuffer.allocate(2 + words.length);
		payload.putShort((short) reason.code()).put(words);
		return frame(FIN_CLOSE, payload.array());
	}

	/** The answer to a client's close: its own code, if it gave one. */
	static ByteBuffer closeEcho(byte[] payload) {
		return frame(FIN_CLOSE, (payload.length >= 2) ? new byte[] { payload[0], payload[1] } : new byte[0]);
	}

	private static ByteBuffer frame(int first, byte[] payload) {
		int length = payload.length;
		ByteBuffer frame = ByteBuffer.allocate(length + ((length < 126) ? 2 : (length < 65_536) ? 4 : 10));
		frame.put((byte) first);
		if (length < 126) {
			frame.put((byte) length);
		}
		else if (length < 65_536) {
			frame.put((byte) 126).putShort((short) length);
		}
		else {
			frame.put((byte) 127).putLong(length);
		}
		return frame.put(payload).flip();
	}

}
