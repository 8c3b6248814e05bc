package dev.realtime.outbound;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AckWindowTests {

	private static final long SECOND = 1_000_000_000;

	private static final long MILLI = 1_000_000;

	private final AckWindow window = new AckWindow(100, SECOND);

	@Test
	void handedBytesUseUpTheRoomUntilTheyAreAcknowledged() {
		this.window.handed(80);
		this.window.pinged(0);
		assertThat(this.window.room()).isEqualTo(20);
		assertThat(this.window.isIdle()).isFalse();

		assertThat(this.window.ponged(0)).isTrue();
		assertThat(this.window.room()).isEqualTo(100);
		assertThat(this.window.isIdle()).isTrue();
	}

	@Test
	void eachPongAcknowledgesWhatWasHandedBeforeItsPing() {
		for (int ping = 1; ping <= 7; ping++) {
			this.window.handed(10);
			this.window.pinged(0);
		}
		for (int pong = 1; pong <= 7; pong++) {
			assertThat(this.window.ponged(0)).isTrue();
			assertThat(this.window.inFlight()).isEqualTo(70 - 10 * pong);
			assertThat(this.window.outstandingPings()).isEqualTo(7 - pong);
		}
	}

	@Test
	void pongThatAnswersNothingAcknowledgesNothing() {
		this.window.handed(50);

		assertThat(this.window.ponged(0)).isFalse();
		assertThat(this.window.inFlight()).isEqualTo(50);
	}

	@Test
	void pingIsDueWhenHalfTheWindowWasUsedSinceTheLastOne() {
		this.window.handed(49);
		assertThat(this.window.wantsPing()).isFalse();
		this.window.handed(1);
		assertThat(this.window.wantsPing()).isTrue();

		this.window.pinged(0);
		assertThat(this.window.wantsPing()).isFalse();
	}

	@Test
	void windowOpensWithPongsBeforeWhichNothingWaited() {
		AckWindow large = new AckWindow(64 * 1024, SECOND);
		assertThat(large.size()).isEqualTo(16 * 1024);

		acknowledge(large, 300 * MILLI);
		assertThat(large.size()).isEqualTo(32 * 1024);
		acknowledge(large, 300 * MILLI);
		acknowledge(large, 300 * MILLI);
		assertThat(large.size()).isEqualTo(64 * 1024);
	}

	@Test
	void windowOpensALittleWhileTheWaitIsShort() {
		AckWindow large = new AckWindow(64 * 1024, SECOND);
		acknowledge(large, 300 * MILLI);

		acknowledge(large, 800 * MILLI);

		assertThat(large.size()).isEqualTo(36 * 1024);
	}

	@Test
	void windowClosesWhenBytesWaitForLongDownToFourKilobytes() {
		AckWindow large = new AckWindow(64 * 1024, SECOND);
		acknowledge(large, 300 * MILLI);

		acknowledge(large, 1400 * MILLI);
		assertThat(large.size()).isEqualTo(16 * 1024);
		for (int i = 0; i < 5; i++) {
			acknowledge(large, 1600 * MILLI);
		}
		assertThat(large.size()).isEqualTo(4 * 1024);
		assertThat(large.room()).isEqualTo(4 * 1024);
	}

	@Test
	void lineThatIsLongIsNoClientThatIsSlow() {
		AckWindow large = new AckWindow(64 * 1024, SECOND);

		for (int i = 0; i < 10; i++) {
			acknowledge(large, 900 * MILLI);
		}

		assertThat(large.size()).isEqualTo(64 * 1024);
	}

	@Test
	void firstPongOfASlowClientIsNotTakenForItsLine() {
		AckWindow large = new AckWindow(64 * 1024, SECOND);

		acknowledge(large, 8 * SECOND);
		assertThat(large.size()).isEqualTo(8 * 1024);
		acknowledge(large, 4 * SECOND);
		assertThat(large.size()).isEqualTo(4 * 1024);
	}

	private static void acknowledge(AckWindow window, long afterNanos) {
		window.handed(1000);
		window.pinged(0);
		assertThat(window.ponged(afterNanos)).isTrue();
	}

}
