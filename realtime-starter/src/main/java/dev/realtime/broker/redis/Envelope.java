package dev.realtime.broker.redis;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.message.UserId;

/**
 * What travels through Redis: version, kind and id; then position and time, which the
 * script fills in; then the rest. Numbers are big-endian. A receiver ignores, and counts,
 * versions and kinds it does not know.
 *
 * <pre>
 * 0  version (1)   1  kind   2  id (8)   10  offset (8)   18  time (8)   26  length of the epoch (1)   27  epoch
 * publication: priority (1), flags (1), [author], [tags], payload
 * join, leave: client
 * </pre>
 */
final class Envelope {

	static final byte VERSION = 1;

	static final byte PUBLICATION = 1;

	static final byte JOIN = 2;

	static final byte LEAVE = 3;

	private static final int AUTHOR = 1;

	private static final int TAGS = 2;

	private static final int CONNECTION_INFO = 1;

	private static final int CHANNEL_INFO = 2;

	private static final Priority[] PRIORITIES = Priority.values();

	private Envelope() {
	}

	/** What stands before the position. */
	static byte[] head(byte kind, long id) {
		return ByteBuffer.allocate(10).put(VERSION).put(kind).putLong(id).array();
	}

	static byte[] id(long id) {
		return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
	}

	/** What stands behind the position of a publication. */
	static byte[] rest(PublishRequest request) {
		return written(request.data().size() + 2, (out) -> {
			ClientInfo author = request.author();
			Map<String, String> tags = request.tags();
			out.writeByte(request.priority().ordinal());
			out.writeByte(((author != null) ? AUTHOR : 0) | (tags.isEmpty() ? 0 : TAGS));
			if (author != null) {
				write(out, author);
			}
			if (!tags.isEmpty()) {
				out.writeShort(tags.size());
				for (Map.Entry<String, String> tag : tags.entrySet()) {
					write(out, tag.getKey());
					write(out, tag.getValue());
				}
			}
			out.write(request.data().toByteArray());
		});
	}

	/** What stands behind the position of a join or leave. */
	static byte[] rest(ClientInfo client) {
		return written(64, (out) -> write(out, client));
	}

	/** Reads what was heard; nothing if this version or kind is not known. */
	static @Nullable Heard read(byte[] message) {
		if (message.length < 27 || message[0] != VERSION) {
			return null;
		}
		ByteBuffer in = ByteBuffer.wrap(message, 1, message.length - 1);
		byte kind = in.get();
		long id = in.getLong();
		long offset = in.getLong();
		long timeMillis = in.getLong();
		String epoch = text(in, in.get() & 0xFF);
		return switch (kind) {
			case PUBLICATION -> new Heard(kind, publication(in, id,
					epoch.isEmpty() ? StreamPosition.NONE : new StreamPosition(epoch, offset), timeMillis), null);
			case JOIN, LEAVE -> new Heard(kind, null, client(in));
			default -> null;
		};
	}

	/** Reads an entry of history; the page knows the epoch that counts now. */
	static @Nullable Publication readEntry(byte[] message, String epoch) {
		Heard heard = read(message);
		Publication read = (heard != null) ? heard.publication() : null;
		if (read == null || read.position().epoch().equals(epoch)) {
			return read;
		}
		return new Publication(read.id(), read.data(), new StreamPosition(epoch, read.offset()), read.priority(),
				read.author(), read.tags(), read.timeMillis());
	}

	private static Publication publication(ByteBuffer in, long id, StreamPosition position, long timeMillis) {
		int priority = in.get();
		int flags = in.get();
		ClientInfo author = ((flags & AUTHOR) != 0) ? client(in) : null;
		Map<String, String> tags = Map.of();
		if ((flags & TAGS) != 0) {
			tags = new HashMap<>();
			for (int left = in.getShort() & 0xFFFF; left > 0; left--) {
				tags.put(text(in), text(in));
			}
		}
		Payload data = Payload.json(in.array(), in.position(), in.limit());
		// A priority of a later version is at least not less urgent than ours.
		Priority known = PRIORITIES[Math.min(Math.max(priority, 0), PRIORITIES.length - 1)];
		return new Publication(id, data, position, known, author, tags, timeMillis);
	}

	private static ClientInfo client(ByteBuffer in) {
		UserId user = UserId.of(text(in));
		ClientId client = new ClientId(text(in));
		int flags = in.get();
		Payload connection = ((flags & CONNECTION_INFO) != 0) ? payload(in) : null;
		Payload channel = ((flags & CHANNEL_INFO) != 0) ? payload(in) : null;
		return new ClientInfo(user, client, connection, channel);
	}

	private static Payload payload(ByteBuffer in) {
		int size = in.getInt();
		int from = in.position();
		in.position(from + size);
		return Payload.json(in.array(), from, from + size);
	}

	private static String text(ByteBuffer in) {
		return text(in, in.getShort() & 0xFFFF);
	}

	private static String text(ByteBuffer in, int size) {
		String text = new String(in.array(), in.position(), size, StandardCharsets.UTF_8);
		in.position(in.position() + size);
		return text;
	}

	private static void write(DataOutputStream out, ClientInfo client) throws IOException {
		Payload connection = client.connectionInfo();
		Payload channel = client.channelInfo();
		write(out, client.user().value());
		write(out, client.client().value());
		out.writeByte(((connection != null) ? CONNECTION_INFO : 0) | ((channel != null) ? CHANNEL_INFO : 0));
		write(out, connection);
		write(out, channel);
	}

	private static void write(DataOutputStream out, @Nullable Payload payload) throws IOException {
		if (payload != null) {
			out.writeInt(payload.size());
			out.write(payload.toByteArray());
		}
	}

	private static void write(DataOutputStream out, String text) throws IOException {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		if (utf8.length > 0xFFFF) {
			throw new IllegalArgumentException(
					"A name, tag or user id of " + utf8.length + " bytes is too long, the limit is " + 0xFFFF);
		}
		out.writeShort(utf8.length);
		out.write(utf8);
	}

	private static byte[] written(int size, Writer writer) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			writer.write(out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	@FunctionalInterface
	private interface Writer {

		void write(DataOutputStream out) throws IOException;

	}

	/**
	 * What was heard: a publication, or a client that joined or left.
	 *
	 * @param kind which of them
	 * @param publication the publication, or nothing
	 * @param client the client, or nothing
	 */
	record Heard(byte kind, @Nullable Publication publication, @Nullable ClientInfo client) {

	}

}
