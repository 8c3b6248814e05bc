package dev.realtime.protocol;

import java.util.List;
import java.util.Objects;

/**
 * The protocol in JSON: one object a line, in text frames. Stateless and thread-safe.
 *
 * <p>
 * Payloads are copied byte for byte in both directions, never parsed into values and
 * written again. A frame is read strictly (RFC 8259 and RFC 3629, at most
 * {@value #MAX_DEPTH} levels deep), but members that the protocol does not name may hold
 * anything, because its schema grows.
 */
public final class JsonCodec implements Codec {

	/** How many objects and arrays may stand inside each other in a command. */
	public static final int MAX_DEPTH = 64;

	private static final byte LINE_FEED = '\n';

	private static final EncodedFrame PING = new EncodedFrame(new byte[] { '{', '}' });

	@Override
	public void decode(byte[] frame, int length, Sink sink) throws MalformedFrameException {
		Objects.checkFromIndexSize(0, length, frame.length);
		boolean empty = true;
		for (int from = 0; from < length;) {
			int to = JsonLine.end(frame, from, length);
			int start = JsonLine.skipSpace(frame, from, to);
			if (start < to) {
				empty = false;
				sink.accept(command(frame, start, to), to - from);
			}
			from = to + 1;
		}
		if (empty) {
			throw new MalformedFrameException("the frame holds no command");
		}
	}

	private static ClientCommand command(byte[] frame, int from, int to) throws MalformedFrameException {
		if (to - from == 2 && frame[from] == '{' && frame[from + 1] == '}') {
			return ClientCommand.Pong.INSTANCE;
		}
		return JsonCommandReader.read(frame, from, to);
	}

	@Override
	public EncodedFrame encode(ServerFrame frame) {
		JsonWriter json = new JsonWriter();
		JsonFrameWriter writer = new JsonFrameWriter(json);
		frame.dispatchTo(writer);
		json.startWriting();
		frame.dispatchTo(writer);
		return new EncodedFrame(json.bytes());
	}

	@Override
	public EncodedFrame join(List<EncodedFrame> frames) {
		if (frames.isEmpty()) {
			throw new IllegalArgumentException("Joining needs at least one frame");
		}
		if (frames.size() == 1) {
			return frames.get(0);
		}
		int size = frames.size() - 1;
		for (EncodedFrame frame : frames) {
			size = Math.addExact(size, frame.size());
		}
		byte[] joined = new byte[size];
		int position = 0;
		for (EncodedFrame frame : frames) {
			if (position > 0) {
				joined[position++] = LINE_FEED;
			}
			System.arraycopy(frame.bytes(), 0, joined, position, frame.size());
			position += frame.size();
		}
		return new EncodedFrame(joined);
	}

	@Override
	public EncodedFrame ping() {
		return PING;
	}

	@Override
	public boolean isText() {
		return true;
	}

}
