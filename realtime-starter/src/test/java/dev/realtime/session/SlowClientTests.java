package dev.realtime.session;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.outbound.Decision;
import dev.realtime.outbound.DecisionLog;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that does not acknowledge: what it is given, until when, and how it comes
 * back.
 */
class SlowClientTests {

	private static final int WINDOW = 4000;

	private static final String FILLER = "x".repeat(500);

	private final SessionRig rig = new SessionRig(
			new SessionSettings(Duration.ofSeconds(10),
					new BackpressureSettings(WINDOW, 1024 * 1024, 100_000, Duration.ofSeconds(5),
							Duration.ofSeconds(60), Duration.ZERO, 64),
					SessionSettings.DEFAULTS.heartbeat(), Duration.ZERO));

	private final Peer peer = this.rig.connect();

	SlowClientTests() {
		this.peer.says(
				"{\"id\":2,\"subscribe\":{\"channel\":\"idle:1\"}}\n{\"id\":3,\"subscribe\":{\"channel\":\"urgent:1\"}}");
		this.peer.lines();
	}

	@Test
	void slowClientIsGivenOnlyWhatIsCritical() {
		publishIdle(1, 5);
		assertThat(this.peer.lines()).as("half the window is used").contains("{}");
		this.rig.loops.pass(Duration.ofSeconds(7));
		assertThat(this.rig.sessions.stats().slow()).isEqualTo(1);

		publishIdle(6, 6);
		this.rig.publish("urgent:1", "{\"wicket\":1}");
		publishIdle(7, 7);

		assertThat(this.peer.lines()).singleElement().asString().contains("urgent:1", "wicket");
	}

	@Test
	void itCatchesUpInOrderWhenItAcknowledges() {
		publishIdle(1, 5);
		this.peer.lines();
		this.rig.loops.pass(Duration.ofSeconds(7));
		publishIdle(6, 8);
		assertThat(this.peer.lines()).isEmpty();

		this.peer.says("{}");

		assertThat(numbers()).containsExactly(6, 7, 8);
		assertThat(this.rig.sessions.stats().slow()).isZero();
		assertThat(this.rig.sessions.stats().timesSlowed()).isEqualTo(1);
	}

	@Test
	void whoAcknowledgesInTimeIsNeverSlow() {
		for (int i = 1; i <= 20; i++) {
			publishIdle(5 * i, 5 * i + 4);
			this.rig.loops.pass(Duration.ofSeconds(4));
			this.peer.says("{}");
			this.peer.says("{}");
		}

		assertThat(this.rig.sessions.stats().timesSlowed()).isZero();
	}

	@Test
	void whoStaysSlowIsClosedWithAReason() {
		publishIdle(1, 5);
		for (int i = 0; i < 6; i++) {
			// It is alive, and asks, but what it is sent does not arrive.
			this.rig.loops.pass(Duration.ofSeconds(10));
			assertThat(this.peer.closeCode()).isZero();
			this.peer.says("{\"id\":" + (10 + i) + ",\"presence_stats\":{\"channel\":\"idle:1\"}}");
		}
		this.rig.loops.pass(Duration.ofSeconds(10));

		assertThat(this.peer.closeCode()).isEqualTo(3008);
		assertThat(this.rig.sessions.stats().slow()).isZero();
	}

	@Test
	void whoIsSlowButAcknowledgesNowAndThenIsNotClosed() {
		publishIdle(1, 12);
		for (int i = 0; i < 12; i++) {
			this.rig.loops.pass(Duration.ofSeconds(30));
			this.peer.says("{}");
			publishIdle(100 + 5 * i, 104 + 5 * i);
		}

		assertThat(this.peer.closeCode()).isZero();
		assertThat(this.rig.sessions.stats().timesSlowed()).isPositive();
	}

	@Test
	void whatWasDecidedIsRemembered() {
		assertThat(this.peer.session.decisions()).isEmpty();

		publishIdle(1, 5);
		this.rig.loops.pass(Duration.ofSeconds(7));
		this.peer.says("{}");

		assertThat(this.peer.session.decisions()).extracting(DecisionLog.Entry::decision)
			.containsExactly(Decision.SLOW, Decision.IN_TIME);
	}

	private void publishIdle(int from, int to) {
		for (int i = from; i <= to; i++) {
			this.rig.publish("idle:1", "{\"n\":" + i + ",\"filler\":\"" + FILLER + "\"}");
		}
	}

	private List<Integer> numbers() {
		return this.peer.lines()
			.stream()
			.filter((line) -> line.contains("\"n\":"))
			.map((line) -> Integer.valueOf(line.replaceAll(".*\"n\":(\\d+).*", "$1")))
			.toList();
	}

}
