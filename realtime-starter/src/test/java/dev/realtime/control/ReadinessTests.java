package dev.realtime.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.overload.Tier;
import dev.realtime.testing.ManualTicker;

import static org.assertj.core.api.Assertions.assertThat;

/** When balancers are told to send clients, and when not. */
class ReadinessTests {

	private static final Duration HOLD = Duration.ofSeconds(10);

	private final ManualTicker ticker = new ManualTicker();

	private final List<Boolean> told = new ArrayList<>();

	private Tier tier = Tier.NORMAL;

	private boolean room = true;

	private final Readiness readiness = new Readiness(() -> this.tier, () -> this.room, HOLD, this.ticker,
			this.told::add);

	@Test
	void nodeThatIsWellSaysNothing() {
		look();
		this.tier = Tier.SHED;
		look();
		this.readiness.serves(true);

		assertThat(this.told).isEmpty();
	}

	@Test
	void overloadedNodeIsRedAtOnceWhileOthersHaveRoomUntilItsTierComesDown() {
		this.tier = Tier.REJECT;
		look();
		look();
		assertThat(this.told).containsOnly(false);

		this.tier = Tier.SHED;
		look();
		look();

		assertThat(this.told).endsWith(false, true).containsOnlyOnce(true);
	}

	@Test
	void nodeWithoutOthersStaysReady() {
		this.room = false;
		this.tier = Tier.REJECT;
		look();

		assertThat(this.told).isEmpty();
	}

	@Test
	void nodeIsGreenAsSoonAsNobodyElseHasRoomAndRedAgainOnlyWhenThereHasBeenForAWhile() {
		this.tier = Tier.REJECT;
		look();
		this.room = false;
		look();
		assertThat(this.told).containsExactly(false, true);

		this.room = true;
		pass(HOLD.minusSeconds(1));
		this.room = false;
		look();
		this.room = true;
		pass(HOLD.minusSeconds(1));
		assertThat(this.told).containsExactly(false, true);
		pass(Duration.ofSeconds(1));

		assertThat(this.told).containsExactly(false, true, false);
	}

	@Test
	void anotherOverloadIsAnotherMatter() {
		this.tier = Tier.REJECT;
		look();
		this.room = false;
		look();
		this.tier = Tier.NORMAL;
		this.room = true;
		look();

		this.tier = Tier.REJECT;
		look();

		assertThat(this.told).containsExactly(false, true, false);
	}

	@Test
	void nodeThatIsToBeLeftIsRedWhateverOthersAre() {
		this.room = false;
		this.readiness.serves(false);
		look();
		assertThat(this.told).containsExactly(false, false);

		this.tier = Tier.REJECT;
		this.room = true;
		look();
		this.readiness.serves(true);
		assertThat(this.told).as("overloaded as well").containsOnly(false);
		this.tier = Tier.THROTTLE;
		look();

		assertThat(this.told).endsWith(false, true);
	}

	private void look() {
		this.readiness.run();
	}

	private void pass(Duration time) {
		for (long second = 0; second < time.toSeconds(); second++) {
			this.ticker.advance(Duration.ofSeconds(1));
			look();
		}
	}

}
