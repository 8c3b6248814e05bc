package dev.realtime.benchmark.client;

import java.nio.charset.StandardCharsets;

import dev.realtime.benchmark.payload.StampedPayload;

/**
 * The Centrifuge client protocol in JSON, as much of it as a subscriber needs: connect
 * and subscribe in one frame, pongs, and publications that may share a frame.
 */
final class RealtimeDialect implements Dialect {

	private static final byte[] PONG = ClientFrames.text(new byte[] { '{', '}' });

	private static final byte[] SUBSCRIBED = ascii("\"subscribe\":");

	private static final byte[] ERROR = ascii("\"error\":");

	private static final byte[] UNSUBSCRIBED = ascii("\"unsubscribe\":");

	private static final byte[] DISCONNECTED = ascii("\"disconnect\":");

	private final String channel;

	private final byte[] opening;

	/**
	 * Where the payload stood in the line before: it nearly always stands there again.
	 */
	private int hint;

	RealtimeDialect(String channel) {
		this.channel = channel;
		this.opening = ClientFrames
			.text(("{\"id\":1,\"connect\":{\"name\":\"bench\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"" + channel
					+ "\"}}")
				.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public byte[] opening() {
		return this.opening;
	}

	@Override
	public void read(byte[] bytes, int from, int to, Conversation conversation) {
		int start = from;
		while (start < to) {
			int end = ByteSearch.endOfLine(bytes, start, to);
			line(bytes, start, end, conversation);
			start = end + 1;
		}
	}

	@Override
	public byte[] publishing(byte[] payload) {
		String data = new String(payload, StandardCharsets.UTF_8);
		return ClientFrames.text(("{\"id\":3,\"publish\":{\"channel\":\"" + this.channel + "\",\"data\":" + data + "}}")
			.getBytes(StandardCharsets.UTF_8));
	}

	private void line(byte[] bytes, int from, int to, Conversation conversation) {
		if (to - from == 2) {
			conversation.send(PONG);
			return;
		}
		if (!StampedPayload.startsAt(bytes, from + this.hint, to)) {
			int payload = StampedPayload.find(bytes, from, to);
			if (payload < 0) {
				reply(bytes, from, to, conversation);
				return;
			}
			this.hint = payload - from;
		}
		conversation.publication(bytes, from + this.hint);
	}

	private static void reply(byte[] bytes, int from, int to, Conversation conversation) {
		if (ByteSearch.contains(bytes, from, to, ERROR) || ByteSearch.contains(bytes, from, to, UNSUBSCRIBED)
				|| ByteSearch.contains(bytes, from, to, DISCONNECTED)) {
			conversation.refused(new String(bytes, from, to - from, StandardCharsets.UTF_8));
		}
		else if (ByteSearch.contains(bytes, from, to, SUBSCRIBED)) {
			conversation.ready();
		}
	}

	private static byte[] ascii(String word) {
		return word.getBytes(StandardCharsets.US_ASCII);
	}

}
