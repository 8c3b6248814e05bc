package dev.realtime.benchmark.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FrameScannerTests {

	private final FrameScanner scanner = new FrameScanner();

	private final RecordingSink sink = new RecordingSink();

	@Test
	void findsEveryFrameOfOneRead() {
		scan(new ServerFrames().text("one").text("two").text("").toByteArray());

		assertThat(this.sink.events).containsExactly("one", "two", "");
	}

	@Test
	void readsAllThreeLengths() {
		String middle = "m".repeat(126);
		String large = "l".repeat(70_000);

		scan(new ServerFrames().text("s").text(middle).text(large).toByteArray());

		assertThat(this.sink.events).containsExactly("s", middle, large);
	}

	@Test
	void findsTheSameWhereverTheBytesAreCut() {
		byte[] bytes = new ServerFrames().text("first")
			.frame(0x89, new byte[] { 'p' })
			.text("größe → €𝄞".repeat(20))
			.frame(0x01, "frag".getBytes(StandardCharsets.UTF_8))
			.frame(0x89, new byte[] { 'q' })
			.frame(0x00, "men".getBytes(StandardCharsets.UTF_8))
			.frame(0x80, "ted".getBytes(StandardCharsets.UTF_8))
			.frame(0x88, new byte[] { 0x0b, (byte) 0xb8, 'b', 'y', 'e' })
			.toByteArray();
		String[] expected = { "first", "ping p", "größe → €𝄞".repeat(20), "ping q", "fragmented", "close 3000 bye" };

		for (int cut = 0; cut <= bytes.length; cut++) {
			FrameScanner fresh = new FrameScanner();
			RecordingSink events = new RecordingSink();
			fresh.scan(bytes, 0, cut, events);
			fresh.scan(bytes, cut, bytes.length, events);

			assertThat(events.events).as("cut at %d", cut).containsExactly(expected);
		}
	}

	@Test
	void findsTheSameWhenBytesComeOneByOne() {
		byte[] bytes = new ServerFrames().text("one").text("x".repeat(300)).toByteArray();

		for (int i = 0; i < bytes.length; i++) {
			this.scanner.scan(bytes, i, i + 1, this.sink);
		}

		assertThat(this.sink.events).containsExactly("one", "x".repeat(300));
	}

	@Test
	void closeWithoutStatusIsAClose() {
		scan(new ServerFrames().frame(0x88, new byte[0]).toByteArray());

		assertThat(this.sink.events).containsExactly("close 1005 ");
	}

	@Test
	void refusesWhatAServerMustNotSend() {
		assertThatIllegalStateException().isThrownBy(() -> scan(new byte[] { (byte) 0x81, (byte) 0x80, 0, 0, 0, 0 }))
			.withMessageContaining("masked");
		assertThatIllegalStateException().isThrownBy(() -> scan(new byte[] { (byte) 0x80, 0 }))
			.withMessageContaining("not begun");
		assertThatIllegalStateException()
			.isThrownBy(() -> scan(new byte[] { (byte) 0x81, 127, 1, 0, 0, 0, 0, 0, 0, 0 }))
			.withMessageContaining("most is");
	}

	private void scan(byte[] bytes) {
		new FrameScanner().scan(bytes, 0, bytes.length, this.sink);
	}

	private static final class RecordingSink implements FrameSink {

		private final List<String> events = new ArrayList<>();

		@Override
		public void message(byte[] bytes, int from, int to) {
			this.events.add(text(bytes, from, to));
		}

		@Override
		public void ping(byte[] bytes, int from, int to) {
			this.events.add("ping " + text(bytes, from, to));
		}

		@Override
		public void close(int code, String reason) {
			this.events.add("close " + code + " " + reason);
		}

		private static String text(byte[] bytes, int from, int to) {
			return new String(bytes, from, to - from, StandardCharsets.UTF_8);
		}

	}

}
