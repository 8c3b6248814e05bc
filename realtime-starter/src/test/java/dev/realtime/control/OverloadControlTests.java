package dev.realtime.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import dev.realtime.TierChangedEvent;
import dev.realtime.admission.Door;
import dev.realtime.admission.NodeLoad;
import dev.realtime.broker.memory.MemoryBroker;
import dev.realtime.channel.ChannelPattern;
import dev.realtime.channel.ChannelSettings;
import dev.realtime.channel.Channels;
import dev.realtime.channel.PriorityOverrides;
import dev.realtime.channel.PriorityOverrides.PriorityOverride;
import dev.realtime.message.Priority;
import dev.realtime.overload.OccupancyLevel;
import dev.realtime.overload.OccupancyReading;
import dev.realtime.overload.OverloadSettings;
import dev.realtime.overload.PressureReading;
import dev.realtime.overload.Tier;
import dev.realtime.protocol.JsonCodec;
import dev.realtime.testing.ManualLoops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the sensors say becomes what channels serve and whom the door lets in. */
class OverloadControlTests {

	private static final Duration LOOK = Duration.ofMillis(500);

	private static final PriorityOverrides OVERRIDES = new PriorityOverrides(
			List.of(new PriorityOverride(ChannelPattern.of("match:**"), Priority.LOW)));

	private final ManualLoops loops = new ManualLoops(1);

	private final Channels channels = new Channels(this.loops.loops(),
			new MemoryBroker(this.loops.ticker()::currentTimeMillis), ChannelSettings.DEFAULTS, new JsonCodec());

	private final Door door = new Door();

	private final List<Object> events = new ArrayList<>();

	private PressureReading pressure = PressureReading.CALM;

	private long connections;

	private final OverloadControl control = new OverloadControl(OverloadSettings.DEFAULTS, () -> this.pressure,
			() -> new OccupancyReading(this.connections, 100, 0, 0), this.channels, this.door, this.loops.ticker(),
			this.events::add);

	@Test
	void eachTierDoesWhatTheOneBeforeDoesAndMore() {
		look(1);
		assertThat(this.channels.policy().throttling()).isFalse();

		lag(60);
		assertThat(this.channels.policy().throttling()).isTrue();
		assertThat(this.channels.policy().shedding()).isFalse();
		lag(120);
		assertThat(this.channels.policy().shedding()).isTrue();
		assertThat(this.door.load()).isEqualTo(NodeLoad.OPEN);
		lag(300);
		assertThat(this.channels.policy().shedding()).isTrue();
		assertThat(this.door.load()).isEqualTo(NodeLoad.OVERLOADED);

		assertThat(this.events).extracting((event) -> ((TierChangedEvent) event).to())
			.containsExactly(Tier.THROTTLE, Tier.SHED, Tier.REJECT);
	}

	@Test
	void itGoesBackByItselfStepByStep() {
		lag(300);

		this.pressure = PressureReading.CALM;
		look(80);

		assertThat(this.control.view().tier()).isEqualTo(Tier.NORMAL);
		assertThat(this.channels.policy().throttling()).isFalse();
		assertThat(this.door.load()).isEqualTo(NodeLoad.OPEN);
		assertThat(this.events).extracting((event) -> ((TierChangedEvent) event).to())
			.containsExactly(Tier.REJECT, Tier.SHED, Tier.THROTTLE, Tier.NORMAL);
	}

	@Test
	void operatorMaySetTheTierUntilItExpires() {
		this.control.override(Tier.SHED, "anna", Duration.ofSeconds(30));
		look(1);
		assertThat(this.channels.policy().shedding()).isTrue();
		assertThat(this.events).singleElement().asString().contains("anna has set it for 30 s");

		look(70);

		assertThat(this.channels.policy().shedding()).isFalse();
		assertThat(this.events).last().asString().contains("expired");
	}

	@Test
	void overrideThatNeverEndsIsRefused() {
		var answer = this.control.override(Tier.SHED, "anna", Duration.ofDays(30)).toCompletableFuture();
		look(1);

		assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
			.withCauseInstanceOf(IllegalArgumentException.class);
		assertThat(this.control.view().tier()).isEqualTo(Tier.NORMAL);
	}

	@Test
	void operatorsPrioritiesStayWhateverTheTier() {
		this.control.prioritize(OVERRIDES);
		look(1);
		assertThat(this.channels.policy().priorities()).isEqualTo(OVERRIDES);

		lag(60);

		assertThat(this.channels.policy().priorities()).isEqualTo(OVERRIDES);
		assertThat(this.channels.policy().throttling()).isTrue();
	}

	@Test
	void occupancyDecidesAboutNewcomersOnly() {
		this.connections = 90;
		look(1);

		assertThat(this.control.occupancy().level()).isEqualTo(OccupancyLevel.FULL);
		assertThat(this.door.load()).isEqualTo(NodeLoad.FULL);
		assertThat(this.channels.policy().throttling()).isFalse();
		assertThat(this.control.view().tier()).isEqualTo(Tier.NORMAL);

		this.connections = 50;
		look(1);
		assertThat(this.door.load()).isEqualTo(NodeLoad.OPEN);
	}

	/** One spike is no trouble, two are. */
	private void lag(long millis) {
		this.pressure = new PressureReading(Duration.ofMillis(millis), 0, 0, Duration.ZERO, 0);
		look(2);
	}

	private void look(int times) {
		for (int i = 0; i < times; i++) {
			this.loops.pass(LOOK);
			this.control.run();
		}
	}

}
