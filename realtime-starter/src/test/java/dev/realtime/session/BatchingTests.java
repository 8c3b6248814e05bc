package dev.realtime.session;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** Publications that wait for others, so that several leave in one message. */
class BatchingTests {

	private static final Duration DELAY = Duration.ofMillis(200);

	private final SessionRig rig = new SessionRig(
			new SessionSettings(
					Duration.ofSeconds(10), new BackpressureSettings(64 * 1024, 1024 * 1024, 1024 * 1024,
							Duration.ofSeconds(5), Duration.ofSeconds(60), DELAY, 10),
					SessionSettings.DEFAULTS.heartbeat(), Duration.ZERO));

	private final Peer peer = this.rig.connect();

	BatchingTests() {
		this.peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}\n{\"id\":3,\"subscribe\":{\"channel\":\"b\"}}\n"
				+ "{\"id\":4,\"subscribe\":{\"channel\":\"urgent:1\"}}");
		this.peer.lines();
	}

	@Test
	void severalLeaveInOneMessageWhenTheDelayIsOver() {
		this.rig.publish("a", "1");
		this.rig.publish("b", "2");
		this.rig.publish("a", "3");
		assertThat(this.peer.lines()).isEmpty();
		long writes = this.rig.sessions.stats().writes();

		this.rig.loops.pass(DELAY.plusMillis(100));

		assertThat(this.peer.lines()).hasSize(3);
		assertThat(this.rig.sessions.stats().writes() - writes).isEqualTo(1);
	}

	@Test
	void whatIsCriticalTakesTheOthersAlong() {
		this.rig.publish("a", "1");

		this.rig.publish("urgent:1", "2");

		assertThat(this.peer.lines()).hasSize(2).first().asString().contains("urgent:1");
	}

	@Test
	void replyTakesTheOthersAlong() {
		this.rig.publish("a", "1");

		this.peer.says("{\"id\":5,\"presence_stats\":{\"channel\":\"a\"}}");

		assertThat(this.peer.lines()).hasSize(2);
	}

	@Test
	void enoughOfThemDoNotWait() {
		for (int i = 0; i < 9; i++) {
			this.rig.publish("a", "" + i);
		}
		assertThat(this.peer.lines()).isEmpty();

		this.rig.publish("a", "9");

		assertThat(this.peer.lines()).hasSize(10);
	}

	@Test
	void nothingIsLeftBehindWindowAfterWindow() {
		for (int round = 0; round < 5; round++) {
			this.rig.publish("a", "1");
			this.rig.publish("urgent:1", "2");
			this.rig.publish("a", "3");
			this.rig.loops.pass(DELAY.plusMillis(100));
			List<String> lines = this.peer.lines();
			assertThat(lines.stream().filter((line) -> line.contains("pub"))).hasSize(3);
		}
	}

	@Test
	void whoIsGoneIsNotWaitedFor() {
		this.rig.publish("a", "1");
		this.peer.session.disconnected(1006, "gone");

		this.rig.loops.pass(DELAY.plusMillis(100));

		assertThat(this.peer.lines()).isEmpty();
		assertThat(this.rig.loops.failures()).isZero();
	}

}
