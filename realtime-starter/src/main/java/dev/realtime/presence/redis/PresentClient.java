package dev.realtime.presence.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.UserId;

/**
 * The form in which a client stands in Redis: owner, user, then what is known of it, each
 * behind its length in four bytes. The scripts read the first two.
 */
final class PresentClient {

	private static final int NONE = -1;

	private PresentClient() {
	}

	static byte[] write(String owner, ClientInfo client) {
		byte[] ownerBytes = owner.getBytes(StandardCharsets.UTF_8);
		byte[] user = client.user().value().getBytes(StandardCharsets.UTF_8);
		byte @Nullable [] connection = bytes(client.connectionInfo());
		byte @Nullable [] channel = bytes(client.channelInfo());
		ByteBuffer out = ByteBuffer
			.allocate(4 * Integer.BYTES + ownerBytes.length + user.length + length(connection) + length(channel));
		put(out, ownerBytes);
		put(out, user);
		put(out, connection);
		put(out, channel);
		return out.array();
	}

	/** Nothing if another version has written it. */
	static @Nullable ClientInfo read(String client, byte[] value) {
		try {
			ByteBuffer in = ByteBuffer.wrap(value);
			take(in);
			byte[] user = take(in);
			byte[] connection = take(in);
			byte[] channel = take(in);
			return new ClientInfo(UserId.of((user != null) ? new String(user, StandardCharsets.UTF_8) : ""),
					new ClientId(client), payload(connection), payload(channel));
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static byte @Nullable [] bytes(@Nullable Payload payload) {
		return (payload != null) ? payload.toByteArray() : null;
	}

	private static @Nullable Payload payload(byte @Nullable [] bytes) {
		return (bytes != null) ? Payload.json(bytes) : null;
	}

	private static int length(byte @Nullable [] bytes) {
		return (bytes != null) ? bytes.length : 0;
	}

	private static void put(ByteBuffer out, byte @Nullable [] bytes) {
		if (bytes == null) {
			out.putInt(NONE);
		}
		else {
			out.putInt(bytes.length).put(bytes);
		}
	}

	private static byte @Nullable [] take(ByteBuffer in) {
		int length = in.getInt();
		if (length == NONE) {
			return null;
		}
		if (length < 0 || length > in.remaining()) {
			throw new IllegalArgumentException("Said to have " + length + " bytes, and there are " + in.remaining());
		}
		byte[] bytes = new byte[length];
		in.get(bytes);
		return bytes;
	}

}
