package dev.realtime.wrong;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.realtime.testing.RawFrame;
import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Around every test of wrong input: a bystander listens to a steady stream from the first
 * moment to the last and must get all of it in time; afterwards nobody and nothing is
 * left.
 */
@ParameterizedClass
@EnumSource
abstract class WrongInput {

	private static final AtomicInteger channels = new AtomicInteger();

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	/** Tomcat looks every ten seconds who has not answered a close frame for five. */
	private static final Duration SOCKETS_PATIENCE = Duration.ofSeconds(20);

	final WrongServer server;

	private final Map<Integer, Long> closesBefore;

	private final Map<Integer, Long> errorsBefore;

	private final Stream stream;

	private final long activeBefore;

	private final long openedBefore;

	WrongInput(WrongServer server) {
		this.server = server;
		this.closesBefore = server.stats().closesByCode();
		this.errorsBefore = server.stats().errorsByCode();
		this.openedBefore = server.stats().opened();
		this.activeBefore = server.stats().active();
		this.stream = new Stream(server, "quiet:" + channels.incrementAndGet());
	}

	@BeforeEach
	void bystanderListens() {
		this.stream.start();
	}

	@AfterEach
	void bystanderMissedNothingAndNobodyIsLeft() {
		int last = this.stream.stop();
		List<Integer> heard = this.stream.bystander().publicationsUntil(last);
		awaitActive(1);
		this.stream.bystander().close();
		awaitActive(0);
		this.server.advance(Duration.ofSeconds(6));

		assertThat(heard).containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
		assertThat(this.stream.bystander().longestDelay()).isLessThan(Duration.ofSeconds(1));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.server.channels()).isZero());
		await().atMost(SOCKETS_PATIENCE).untilAsserted(() -> assertThat(this.server.sockets()).isZero());
		assertThat(this.server.loopFailures()).isZero();
	}

	Bystander bystander() {
		return this.stream.bystander();
	}

	/** Puts the clock forward, bit by bit, so that who answers pings lives on. */
	void passes(Duration time) {
		for (Duration left = time; !left.isZero(); left = left.minusSeconds(1)) {
			this.server.advance(Duration.ofSeconds(1));
			this.stream.bystander().ask("{\"id\":9,\"rpc\":{\"method\":\"echo\",\"data\":1}}");
		}
	}

	/** So many more than before the test. */
	void awaitActive(int sessions) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.server.stats().active() - this.activeBefore).isEqualTo(sessions));
	}

	/** The server closes the connection, says why, counts it and lets the socket go. */
	void assertCloses(RawWebSocket socket, int code, String words) {
		RawFrame close = socket.readClose();
		assertThat(close.closeCode()).as(close.toString()).isEqualTo(code);
		assertThat(close.closeReason()).contains(words);
		awaitClosed(code, 1);
	}

	/** How many sessions this test has opened, the bystander's included. */
	long opened() {
		return this.server.stats().opened() - this.openedBefore;
	}

	/** What the sessions of this test ended with. */
	private Map<Integer, Long> closes() {
		Map<Integer, Long> closes = new TreeMap<>(this.server.stats().closesByCode());
		closes.replaceAll((code, count) -> count - this.closesBefore.getOrDefault(code, 0L));
		closes.values().removeIf((count) -> count == 0);
		return closes;
	}

	void awaitClosed(int code, long times) {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(closes()).containsEntry(code, times));
	}

	/** A command is answered with an error that is counted; the connection lives on. */
	void assertRefuses(RawWebSocket socket, String command, int code, String words) {
		long before = since(this.errorsBefore, this.server.stats().errorsByCode(), code);
		socket.sendText(command);
		assertThat(socket.readText()).contains("\"error\":{\"code\":" + code + ",").contains(words);
		assertThat(since(this.errorsBefore, this.server.stats().errorsByCode(), code)).isEqualTo(before + 1);
	}

	private static long since(Map<Integer, Long> before, Map<Integer, Long> now, int code) {
		return now.getOrDefault(code, 0L) - before.getOrDefault(code, 0L);
	}

}
