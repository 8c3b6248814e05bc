package dev.realtime.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.LocalClients.Local;
import dev.realtime.message.ClientId;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

/**
 * The form of what nodes tell each other about clients: one byte for its version, then
 * fields one behind the other. The bus never sees inside.
 */
final class ClientMessage {

	/** A node answers so what it does not understand. */
	static final byte[] NOT_UNDERSTOOD = new byte[0];

	private static final int VERSION = 1;

	private ClientMessage() {
	}

	/** Writes the current version. */
	static byte[] write(Writer writer) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeByte(VERSION);
			writer.write(out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Writing to memory does not fail", ex);
		}
		return bytes.toByteArray();
	}

	/** Reads a message; nothing if it is of another version or malformed. */
	static <T> @Nullable T read(byte[] message, Reader<T> reader) {
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
			return (in.read() == VERSION) ? reader.read(in) : null;
		}
		catch (IOException | IllegalArgumentException ex) {
			return null;
		}
	}

	static void writeText(DataOutputStream out, String text) throws IOException {
		writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
	}

	static String readText(DataInputStream in) throws IOException {
		return new String(readBytes(in), StandardCharsets.UTF_8);
	}

	static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	static byte[] readBytes(DataInputStream in) throws IOException {
		byte[] bytes = new byte[readCount(in)];
		in.readFully(bytes);
		return bytes;
	}

	/** A number of things that follow, each of which takes at least a byte. */
	static int readCount(DataInputStream in) throws IOException {
		int count = in.readInt();
		if (count < 0 || count > in.available()) {
			throw new IOException("Said to hold " + count + " things in " + in.available() + " bytes");
		}
		return count;
	}

	static void writeUser(DataOutputStream out, UserId user) throws IOException {
		writeText(out, user.value());
	}

	static UserId readUser(DataInputStream in) throws IOException {
		return UserId.of(readText(in));
	}

	static void writeReason(DataOutputStream out, CloseReason reason) throws IOException {
		out.writeInt(reason.code());
		writeText(out, reason.reason());
	}

	static CloseReason readReason(DataInputStream in) throws IOException {
		return new CloseReason(in.readInt(), readText(in));
	}

	static void writeLocals(DataOutputStream out, List<Local> clients) throws IOException {
		out.writeInt(clients.size());
		for (Local local : clients) {
			writeText(out, local.client().value());
			out.writeLong(local.sinceMillis());
		}
	}

	static List<Local> readLocals(DataInputStream in) throws IOException {
		int count = readCount(in);
		List<Local> clients = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			clients.add(new Local(new ClientId(readText(in)), in.readLong()));
		}
		return clients;
	}

	/** Writes the fields. */
	@FunctionalInterface
	interface Writer {

		void write(DataOutputStream out) throws IOException;

	}

	/** Reads the fields. */
	@FunctionalInterface
	interface Reader<T> {

		T read(DataInputStream in) throws IOException;

	}

}
