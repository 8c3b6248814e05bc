package dev.realtime.transport.servlet.tomcat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.EncodedFrame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Reading what clients write, and writing what they read.
 */
class FrameReaderTests {

	private static final int LIMIT = 200_000;

	private final Random random = new Random(42);

	private final Recorder recorder = new Recorder();

	@Test
	void messageOfEveryLengthEncodingIsReadHoweverItIsCut() throws Exception {
		for (int length : new int[] { 0, 1, 125, 126, 127, 1000, 65_535, 65_536, 100_000 }) {
			String text = "a".repeat(length);
			byte[] frame = client(true, 1, text);
			for (int piece : new int[] { 1, 2, 3, 7, 511, 512, 513, frame.length }) {
				Recorder read = read(frame, piece);

				assertThat(read.texts).as("length %d in pieces of %d", length, piece).containsExactly(text);
			}
		}
	}

	@Test
	void fragmentsAreJoinedAndControlFramesBetweenThemAnswered() throws Exception {
		byte[] frames = join(client(false, 1, "नम"), client(true, 9, "are you there"), client(false, 0, "स्ते "),
				client(true, 0, "🏏"), client(true, 1, "next"));

		for (int piece = 1; piece <= frames.length; piece++) {
			Recorder read = read(frames, piece);

			assertThat(read.texts).containsExactly("नमस्ते 🏏", "next");
			assertThat(read.pings).containsExactly("are you there");
		}
	}

	@Test
	void closeIsHandedOverWithItsPayload() throws Exception {
		byte[] payload = { 0x03, (byte) 0xE8, 'b', 'y', 'e' };

		Recorder read = read(client(true, 8, payload), 4);

		assertThat(read.closes).containsExactly(new String(payload, StandardCharsets.ISO_8859_1));
	}

	@Test
	void pongsAreIgnored() throws Exception {
		Recorder read = read(join(client(true, 10, "x"), client(true, 1, "y")), 3);

		assertThat(read.texts).containsExactly("y");
	}

	@Test
	void messageOverTheLimitIsRefusedAtItsHeader() {
		byte[] header = { (byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3, 4 };

		assertRefused(header, CloseReason.MESSAGE_TOO_BIG, "16777216 bytes, the limit is 200000");
	}

	@Test
	void fragmentsThatTogetherAreOverTheLimitAreRefused() {
		byte[] half = client(false, 1, "a".repeat(LIMIT / 2));
		byte[] rest = client(true, 0, "a".repeat(LIMIT / 2 + 1));

		assertRefused(join(half, rest), CloseReason.MESSAGE_TOO_BIG, "the limit is 200000");
	}

	@Test
	void framesThatBreakTheProtocolAreRefusedWithAReason() {
		assertRefused(new byte[] { (byte) 0x81, 1, 'a' }, CloseReason.PROTOCOL_ERROR, "must be masked");
		assertRefused(client(true, 2, "a"), CloseReason.BAD_REQUEST, "not binary");
		assertRefused(client(true, 3, "a"), CloseReason.PROTOCOL_ERROR, "unknown opcode 3");
		assertRefused(client(true, 0, "a"), CloseReason.PROTOCOL_ERROR, "not begun");
		assertRefused(join(client(false, 1, "a"), client(true, 1, "b")), CloseReason.PROTOCOL_ERROR, "inside another");
		assertRefused(client(false, 9, "a"), CloseReason.PROTOCOL_ERROR, "control frame");
		assertRefused(client(true, 9, "a".repeat(126)), CloseReason.PROTOCOL_ERROR, "control frame");
		assertRefused(new byte[] { (byte) 0xC1, (byte) 0x81, 0, 0, 0, 0, 'a' }, CloseReason.PROTOCOL_ERROR,
				"reserved bit");
		assertRefused(new byte[] { (byte) 0x81, (byte) 0xFF, -1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4 },
				CloseReason.PROTOCOL_ERROR, "negative length");
	}

	@Test
	void announcedButUnsentBytesCostNoMemory() throws Exception {
		long before = allocated();
		List<FrameReader> readers = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			FrameReader reader = new FrameReader(1024 * 1024);
			byte[] header = { (byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 0x0F, (byte) 0xFF, (byte) 0xFF, 1, 2, 3, 4,
					'a' };
			reader.read(ByteBuffer.wrap(header), this.recorder);
			readers.add(reader);
		}

		assertThat(readers).hasSize(1000);
		assertThat(allocated() - before).isLessThan(4L * 1024 * 1024);
	}

	@Test
	void randomBytesAreReadOrRefusedAndNeverBreakTheReader() {
		for (int i = 0; i < 100_000; i++) {
			byte[] garbage = new byte[this.random.nextInt(40)];
			this.random.nextBytes(garbage);
			try {
				new FrameReader(LIMIT).read(ByteBuffer.wrap(garbage), this.recorder);
			}
			catch (FrameException ex) {
				assertThat(ex.closeReason().reason()).isNotBlank();
			}
		}
	}

	@Test
	void framesOfTheServerAreInOnePieceAndUnmasked() {
		for (int length : new int[] { 1, 125, 126, 65_535, 65_536 }) {
			EncodedFrame frame = new EncodedFrame("a".repeat(length).getBytes(StandardCharsets.UTF_8));

			ByteBuffer written = FrameWriter.text(frame);

			int header = (length < 126) ? 2 : (length < 65_536) ? 4 : 10;
			assertThat(written.remaining()).isEqualTo(header + length);
			assertThat(written.get(0)).isEqualTo((byte) 0x81);
			assertThat(written.get(1) & 0x80).isZero();
			assertThat(FrameWriter.text(frame).array()).isSameAs(written.array());
		}
	}

	@Test
	void closeFrameCarriesCodeAndWords() {
		ByteBuffer written = FrameWriter.close(CloseReason.SHUTDOWN);

		assertThat(written.get()).isEqualTo((byte) 0x88);
		assertThat(written.get()).isEqualTo((byte) (2 + "shutdown".length()));
		assertThat(written.getShort()).isEqualTo((short) 3001);
		assertThat(StandardCharsets.UTF_8.decode(written).toString()).isEqualTo("shutdown");
	}

	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

	private void assertRefused(byte[] frames, CloseReason reason, String words) {
		for (int piece : new int[] { 1, frames.length }) {
			assertThatExceptionOfType(FrameException.class).isThrownBy(() -> read(frames, piece))
				.satisfies((ex) -> assertThat(ex.closeReason().code()).isEqualTo(reason.code()))
				.withMessageContaining(words);
		}
	}

	private static Recorder read(byte[] frames, int piece) throws FrameException {
		FrameReader reader = new FrameReader(LIMIT);
		Recorder read = new Recorder();
		for (int from = 0; from < frames.length; from += piece) {
			reader.read(ByteBuffer.wrap(frames, from, Math.min(piece, frames.length - from)), read);
		}
		return read;
	}

	private byte[] client(boolean fin, int opcode, String text) {
		return client(fin, opcode, text.getBytes(StandardCharsets.UTF_8));
	}

	private byte[] client(boolean fin, int opcode, byte[] payload) {
		byte[] mask = new byte[4];
		this.random.nextBytes(mask);
		ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
		frame.put((byte) ((fin ? 0x80 : 0) | opcode));
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else if (payload.length < 65_536) {
			frame.put((byte) 0xFE).putShort((short) payload.length);
		}
		else {
			frame.put((byte) 0xFF).putLong(payload.length);
		}
		frame.put(mask);
		for (int i = 0; i < payload.length; i++) {
			frame.put((byte) (payload[i] ^ mask[i & 3]));
		}
		byte[] bytes = new byte[frame.flip().remaining()];
		frame.get(bytes);
		return bytes;
	}

	private static byte[] join(byte[]... frames) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] frame : frames) {
			joined.writeBytes(frame);
		}
		return joined.toByteArray();
	}

	private static final class Recorder implements FrameReader.Sink {

		private final List<String> texts = new ArrayList<>();

		private final List<String> pings = new ArrayList<>();

		private final List<String> closes = new ArrayList<>();

		@Override
		public void text(byte[] utf8, int length) {
			this.texts.add(new String(utf8, 0, length, StandardCharsets.UTF_8));
		}

		@Override
		public void ping(byte[] payload) {
			this.pings.add(new String(payload, StandardCharsets.UTF_8));
		}

		@Override
		public void close(byte[] payload) {
			this.closes.add(new String(payload, StandardCharsets.ISO_8859_1));
		}

	}

}
