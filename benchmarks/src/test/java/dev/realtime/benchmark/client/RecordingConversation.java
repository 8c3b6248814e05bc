package dev.realtime.benchmark.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.realtime.benchmark.payload.StampedPayload;

/**
 * Writes down what a dialect understood, and unmasks what it answered.
 */
final class RecordingConversation implements Conversation {

	private final List<String> events = new ArrayList<>();

	@Override
	public void publication(byte[] bytes, int payload) {
		this.events.add("publication " + StampedPayload.sequence(bytes, payload) + " of "
				+ StampedPayload.moment(bytes, payload));
	}

	@Override
	public void ready() {
		this.events.add("ready");
	}

	@Override
	public void send(byte[] frame) {
		this.events.add("sent " + unmasked(frame));
	}

	@Override
	public void refused(String reason) {
		this.events.add("refused " + reason);
	}

	List<String> events() {
		return this.events;
	}

	static String unmasked(byte[] frame) {
		int mask = (frame[1] == (byte) (0x80 | 126)) ? 4 : 2;
		byte[] text = new byte[frame.length - mask - 4];
		for (int i = 0; i < text.length; i++) {
			text[i] = (byte) (frame[mask + 4 + i] ^ frame[mask + (i & 3)]);
		}
		return new String(text, StandardCharsets.UTF_8);
	}

}
