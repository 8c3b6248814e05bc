package dev.realtime.outbound;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AckWindowTests {

	private final AckWindow window = new AckWindow(100);

	@Test
	void handedBytesUseUpTheRoomUntilTheyAreAcknowledged() {
		this.window.handed(80);
		this.window.pinged(0);
		assertThat(this.window.room()).isEqualTo(20);
		assertThat(this.window.isIdle()).isFalse();

		assertThat(this.window.ponged()).isTrue();
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
			assertThat(this.window.ponged()).isTrue();
			assertThat(this.window.inFlight()).isEqualTo(70 - 10 * pong);
			assertThat(this.window.outstandingPings()).isEqualTo(7 - pong);
		}
	}

	@Test
	void pongThatAnswersNothingAcknowledgesNothing() {
		this.window.handed(50);

		assertThat(this.window.ponged()).isFalse();
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

}
