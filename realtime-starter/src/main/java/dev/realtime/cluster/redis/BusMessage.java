package dev.realtime.cluster.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;

/**
 * What travels between two nodes, question or answer, in the form of version 1: version,
 * kind, id of the question, incarnation of the sender, then the topic of a question or
 * nothing, then the rest.
 *
 * @param kind what it is
 * @param id tells the asker's questions apart
 * @param sender incarnation of the node that has sent it
 * @param topic of a question, empty for an answer
 * @param body the question or the answer
 */
record BusMessage(Kind kind, long id, String sender, String topic, byte[] body) {

	private static final int VERSION = 1;

	byte[] write() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + this.body.length);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeByte(VERSION);
			out.writeByte(this.kind.ordinal());
			out.writeLong(this.id);
			out.writeUTF(this.sender);
			out.writeUTF(this.topic);
			out.write(this.body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Writing to memory does not fail", ex);
		}
		return bytes.toByteArray();
	}

	/** Nothing if it is of another version or malformed. */
	static @Nullable BusMessage read(byte[] message) {
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
			if (in.readByte() != VERSION) {
				return null;
			}
			int kind = in.readUnsignedByte();
			return (kind < Kind.values().length)
					? new BusMessage(Kind.values()[kind], in.readLong(), in.readUTF(), in.readUTF(), in.readAllBytes())
					: null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	/** What a message is; the order is that of the numbers that travel. */
	enum Kind {

		/** A question. */
		QUESTION,

		/** An answer. */
		ANSWER,

		/** The handler has failed. */
		FAILED,

		/** There is no handler for the topic. */
		UNHANDLED

	}

}
