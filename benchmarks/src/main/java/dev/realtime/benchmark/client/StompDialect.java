package dev.realtime.benchmark.client;

import java.nio.charset.StandardCharsets;

import dev.realtime.benchmark.payload.StampedPayload;

/**
 * STOMP 1.2 without heart-beats, as much of it as a subscriber needs.
 *
 * <p>
 * Spring's simple broker does not confirm a subscription, so a connection counts as ready
 * when the server says CONNECTED; that publications really arrive is seen by probing.
 */
final class StompDialect implements Dialect {

	private final byte[] opening = frame("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n");

	private final String destination;

	private final byte[] subscribing;

	/** Where the payload stood in the message before. */
	private int hint;

	StompDialect(String channel) {
		this.destination = "/topic/" + channel;
		this.subscribing = frame("SUBSCRIBE\nid:0\ndestination:" + this.destination + "\n\n");
	}

	@Override
	public byte[] opening() {
		return this.opening;
	}

	@Override
	public void read(byte[] bytes, int from, int to, Conversation conversation) {
		switch (bytes[from]) {
			case 'M' -> message(bytes, from, to, conversation);
			case 'C' -> {
				conversation.send(this.subscribing);
				conversation.ready();
			}
			case '\n', '\r' -> {
				// A heart-beat, though none was asked for.
			}
			default -> conversation.refused(new String(bytes, from, to - from, StandardCharsets.UTF_8));
		}
	}

	@Override
	public byte[] publishing(byte[] payload) {
		return frame("SEND\ndestination:" + this.destination + "\ncontent-type:application/json\n\n"
				+ new String(payload, StandardCharsets.UTF_8));
	}

	private void message(byte[] bytes, int from, int to, Conversation conversation) {
		if (!StampedPayload.startsAt(bytes, from + this.hint, to)) {
			int payload = StampedPayload.find(bytes, from, to);
			if (payload < 0) {
				return;
			}
			this.hint = payload - from;
		}
		conversation.publication(bytes, from + this.hint);
	}

	private static byte[] frame(String text) {
		return ClientFrames.text((text + "\0").getBytes(StandardCharsets.UTF_8));
	}

}
