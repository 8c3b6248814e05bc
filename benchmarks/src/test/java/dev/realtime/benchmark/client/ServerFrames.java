package dev.realtime.benchmark.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Frames as a server sends them: unmasked, whole or in fragments.
 */
final class ServerFrames {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	ServerFrames text(String text) {
		return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
	}

	ServerFrames frame(int first, byte[] payload) {
		this.bytes.write(first);
		if (payload.length < 126) {
			this.bytes.write(payload.length);
		}
		else if (payload.length <= 0xffff) {
			this.bytes.write(126);
			this.bytes.write(payload.length >>> 8);
			this.bytes.write(payload.length);
		}
		else {
			this.bytes.write(127);
			this.bytes.writeBytes(new byte[4]);
			this.bytes.write(payload.length >>> 24);
			this.bytes.write(payload.length >>> 16);
			this.bytes.write(payload.length >>> 8);
			this.bytes.write(payload.length);
		}
		this.bytes.writeBytes(payload);
		return this;
	}

	byte[] toByteArray() {
		return this.bytes.toByteArray();
	}

}
