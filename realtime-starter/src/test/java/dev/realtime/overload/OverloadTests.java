package dev.realtime.overload;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.realtime.overload.Tier.NORMAL;
import static dev.realtime.overload.Tier.REJECT;
import static dev.realtime.overload.Tier.SHED;
import static dev.realtime.overload.Tier.THROTTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The default thresholds of loop lag are 50, 100 and 250 ms, the hold is 10 s; a reading
 * comes every half second.
 */
class OverloadTests {

	/** Clocks may start anywhere, and overflow. */
	private static final long START = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

	private final Overload overload = new Overload(OverloadSettings.DEFAULTS, START);

	private long now = START;

	@Test
	void nodeStartsNormal() {
		assertThat(this.overload.view())
			.isEqualTo(new OverloadView(NORMAL, NORMAL, null, "the node has started", START, PressureReading.CALM));
		assertThat(lag(10)).isNull();
		assertThat(this.overload.view().tier()).isEqualTo(NORMAL);
	}

	@Test
	void singleSpikeIsNoTrouble() {
		assertThat(lag(5000)).isNull();
		assertThat(lag(10)).isNull();
		assertThat(lag(5000)).isNull();
		assertThat(lag(10)).isNull();
	}

	@Test
	void twoInARowAreTroubleAndTheSmallerOneSaysHowMuch() {
		lag(5000);

		assertThat(lag(131)).isEqualTo(new TierChange(NORMAL, SHED, "loop lag 131 ms is over 100 ms"));
	}

	@Test
	void anyNumberOfStepsUpIsTakenAtOnce() {
		lag(251);

		assertThat(lag(251)).isEqualTo(new TierChange(NORMAL, REJECT, "loop lag 251 ms is over 250 ms"));
	}

	@Test
	void thresholdItselfIsStillAllowed() {
		lag(50);
		assertThat(lag(50)).isNull();
		read(reading(Duration.ofNanos(50_000_001)));

		assertThat(read(reading(Duration.ofNanos(50_000_001))))
			.isEqualTo(new TierChange(NORMAL, THROTTLE, "loop lag 50.1 ms is over 50 ms"));
	}

	@Test
	void whatDoesNotJumpCountsAtOnce() {
		assertThat(read(new PressureReading(Duration.ZERO, 0.123, 0, Duration.ZERO, 0))).isEqualTo(
				new TierChange(NORMAL, THROTTLE, "share of the heap kept for clients that lag 12.3 % is over 10 %"));
		assertThat(read(new PressureReading(Duration.ZERO, 0, 0.88, Duration.ZERO, 0)))
			.isEqualTo(new TierChange(THROTTLE, SHED, "live heap 88 % is over 85 %"));
		assertThat(read(new PressureReading(Duration.ZERO, 0, 0, Duration.ofMillis(5400), 0)))
			.isEqualTo(new TierChange(SHED, REJECT, "Redis lag 5400 ms is over 5000 ms"));
	}

	@Test
	void highestOfAllSensorsCounts() {
		lag(60);

		assertThat(read(new PressureReading(Duration.ofMillis(60), 0, 0.8, Duration.ofSeconds(3), 0.85)))
			.isEqualTo(new TierChange(NORMAL, SHED, "Redis lag 3000 ms is over 2000 ms"));
	}

	@Test
	void thresholdOfOneIsNotConsidered() {
		assertThat(read(new PressureReading(Duration.ZERO, 0, 0, Duration.ZERO, 1.7)))
			.as("that of SHED and of REJECT is 1")
			.isEqualTo(new TierChange(NORMAL, THROTTLE, "tail budget use 100 % is over 90 %"));
	}

	@Test
	void oneStepDownForEachHold() {
		reach(REJECT);

		assertThat(calmFor(Duration.ofMillis(10_000))).as("counted from the first calm reading").isNull();
		assertThat(lag(0)).isEqualTo(new TierChange(REJECT, SHED, "no sensor has asked for REJECT for 10 s"));
		assertThat(calmFor(Duration.ofMillis(9_500))).isNull();
		assertThat(lag(0)).isEqualTo(new TierChange(SHED, THROTTLE, "no sensor has asked for SHED for 10 s"));
		assertThat(calmFor(Duration.ofMillis(9_500))).isNull();
		assertThat(lag(0)).isEqualTo(new TierChange(THROTTLE, NORMAL, "no sensor has asked for THROTTLE for 10 s"));
		assertThat(calmFor(Duration.ofSeconds(30))).isNull();
	}

	@Test
	void troubleWhileHoldingStartsTheHoldAnew() {
		reach(SHED);
		calmFor(Duration.ofSeconds(9));

		lag(120);
		assertThat(lag(120)).as("it is SHED already").isNull();

		assertThat(calmFor(Duration.ofSeconds(10))).isNull();
		assertThat(lag(0)).isEqualTo(new TierChange(SHED, THROTTLE, "no sensor has asked for SHED for 10 s"));
	}

	@Test
	void spikeWhileHoldingDoesNot() {
		reach(SHED);
		calmFor(Duration.ofSeconds(9));

		assertThat(lag(5000)).isNull();

		assertThat(lag(0)).isNull();
		assertThat(lag(0)).isEqualTo(new TierChange(SHED, THROTTLE, "no sensor has asked for SHED for 10 s"));
	}

	@Test
	void troubleOnTheWayDownTakesItUpAgainAtOnce() {
		reach(REJECT);
		calmFor(Duration.ofMillis(10_500));
		assertThat(this.overload.view().tier()).isEqualTo(SHED);

		lag(300);

		assertThat(lag(300)).isEqualTo(new TierChange(SHED, REJECT, "loop lag 300 ms is over 250 ms"));
	}

	@Test
	void figureThatPlaysAroundTheThresholdHoldsTheTier() {
		reach(SHED);

		for (int i = 0; i < 100; i++) {
			assertThat(lag((i % 4 < 2) ? 105 : 85)).isNull();
		}

		assertThat(this.overload.view().tier()).isEqualTo(SHED);
	}

	@Test
	void fifthBelowTheThresholdIsCalm() {
		reach(SHED);
		assertThat(steadyFor(81, Duration.ofMinutes(1))).as("not quite").isNull();
		lag(80);

		assertThat(steadyFor(80, Duration.ofSeconds(9))).isNull();

		assertThat(steadyFor(80, Duration.ofSeconds(1)))
			.isEqualTo(new TierChange(SHED, THROTTLE, "no sensor has asked for SHED for 10 s"));
		assertThat(steadyFor(80, Duration.ofMinutes(1))).as("80 ms are THROTTLE").isNull();
	}

	@Test
	void whereTiersAreCloseTheMarginEndsAtTheNextOne() {
		read(new PressureReading(Duration.ZERO, 0, 0.96, Duration.ZERO, 0));
		assertThat(this.overload.view().tier()).isEqualTo(REJECT);

		for (int i = 0; i < 60; i++) {
			read(new PressureReading(Duration.ZERO, 0, 0.82, Duration.ZERO, 0));
		}

		assertThat(this.overload.view().tier()).as("82 % is over 76 %, but no nearer to REJECT than to SHED")
			.isEqualTo(SHED);
	}

	@Test
	void sensorThatWasNeverOverHoldsNothingUp() {
		PressureReading full = new PressureReading(Duration.ofMillis(300), 0.09, 0.7, Duration.ofMillis(450), 0.79);
		read(full);
		read(full);
		assertThat(this.overload.view().tier()).isEqualTo(REJECT);

		for (int i = 0; i < 70; i++) {
			read(new PressureReading(Duration.ZERO, 0.09, 0.7, Duration.ofMillis(450), 0.79));
		}

		assertThat(this.overload.view().tier()).isEqualTo(NORMAL);
	}

	@Test
	void timeThatNobodyHasSeenIsNotCalm() {
		reach(SHED);

		this.now += Duration.ofMinutes(1).toNanos();

		assertThat(lag(0)).isNull();
		assertThat(lag(0)).isNull();
	}

	@Test
	void operatorSetsTheTierAtOnceAndTheSensorsStayVisible() {
		reach(THROTTLE);

		assertThat(override(REJECT, "anna", Duration.ofMinutes(10)))
			.isEqualTo(new TierChange(THROTTLE, REJECT, "anna has set it for 10 min"));

		assertThat(this.overload.view().tier()).isEqualTo(REJECT);
		assertThat(this.overload.view().pressureTier()).isEqualTo(THROTTLE);
		assertThat(this.overload.view().override())
			.satisfies((over) -> assertThat(over.remaining(this.now)).isEqualTo(Duration.ofMinutes(10)));
		lag(120);
		assertThat(lag(120)).as("an override stays whatever the sensors say").isNull();
		assertThat(this.overload.view().pressureTier()).isEqualTo(SHED);
		assertThat(this.overload.view().cause()).isEqualTo("anna has set it for 10 min");
	}

	@Test
	void operatorMayKeepANodeServingThatIsInTrouble() {
		reach(REJECT);

		override(NORMAL, "anna", Duration.ofMinutes(10));

		assertThat(this.overload.view().tier()).isEqualTo(NORMAL);
		assertThat(this.overload.view().pressureTier()).isEqualTo(REJECT);
	}

	@Test
	void overrideExpiresAndTheSensorsDecideAgain() {
		lag(60);
		lag(60);
		override(REJECT, "anna", Duration.ofMillis(1500));

		assertThat(lag(60)).isNull();
		assertThat(lag(60)).isNull();
		assertThat(lag(60)).isEqualTo(new TierChange(REJECT, THROTTLE,
				"the override to REJECT by anna has expired, and loop lag 60 ms is over 50 ms"));

		assertThat(this.overload.view().override()).isNull();
	}

	@Test
	void overrideEndsEarlyWhenSomebodySaysSo() {
		override(SHED, "anna", Duration.ofHours(1));

		assertThat(this.overload.endOverride("bert", this.now))
			.contains(new TierChange(SHED, NORMAL, "bert has ended the override to SHED, and the node has started"));
		assertThat(this.overload.endOverride("bert", this.now)).isEmpty();
	}

	@Test
	void laterOverrideTakesThePlaceOfAnEarlierOne() {
		override(SHED, "anna", Duration.ofHours(1));

		assertThat(override(SHED, "bert", Duration.ofSeconds(90))).as("the tier stays").isNull();

		assertThat(this.overload.view().cause()).isEqualTo("bert has set it for 90 s");
		assertThat(this.overload.view().override()).satisfies((over) -> assertThat(over.by()).isEqualTo("bert"));
	}

	@Test
	void overrideThatWouldNotExpireOrIsNobodysIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> override(SHED, "anna", Duration.ofHours(25)))
			.withMessageContaining("PT25H")
			.withMessageContaining("at most 24 h");
		assertThatIllegalArgumentException().isThrownBy(() -> override(SHED, "anna", Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> override(SHED, " ", Duration.ofHours(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> override(SHED, "a\nb", Duration.ofHours(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> override(SHED, "a".repeat(129), Duration.ofHours(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.overload.endOverride("", this.now));

		assertThat(this.overload.view().override()).isNull();
		assertThat(this.overload.view().tier()).isEqualTo(NORMAL);
	}

	@Test
	void viewSaysSinceWhenAndWhatTheSensorsSaidLast() {
		reach(SHED);
		long since = this.now;

		lag(105);
		lag(103);

		assertThat(this.overload.view().sinceNanos()).isEqualTo(since);
		assertThat(this.overload.view().lasting(this.now)).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.overload.view().reading().loopLag()).isEqualTo(Duration.ofMillis(103));
	}

	@Test
	void changesKnowTheirDirection() {
		assertThat(new TierChange(NORMAL, SHED, "for a test").isUp()).isTrue();
		assertThat(new TierChange(SHED, THROTTLE, "for a test").isUp()).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> new TierChange(SHED, SHED, "for a test"));
	}

	@Test
	void readingsAreNumbers() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PressureReading(Duration.ZERO, Double.NaN, 0, Duration.ZERO, 0))
			.withMessageContaining("lagHeapFraction is NaN");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PressureReading(Duration.ofNanos(-1), 0, 0, Duration.ZERO, 0));
	}

	private void reach(Tier tier) {
		int millis = switch (tier) {
			case NORMAL -> 0;
			case THROTTLE -> 90;
			case SHED -> 200;
			case REJECT -> 300;
		};
		lag(millis);
		lag(millis);
		assertThat(this.overload.view().tier()).isEqualTo(tier);
	}

	private @Nullable TierChange calmFor(Duration time) {
		return steadyFor(0, time);
	}

	/** The first change, if there was one. */
	private @Nullable TierChange steadyFor(long millis, Duration time) {
		TierChange first = null;
		for (long end = this.now + time.toNanos(); this.now - end < 0;) {
			TierChange change = lag(millis);
			first = (first != null) ? first : change;
		}
		return first;
	}

	private @Nullable TierChange lag(long millis) {
		return read(reading(Duration.ofMillis(millis)));
	}

	private @Nullable TierChange read(PressureReading reading) {
		this.now += Overload.READ_EVERY.toNanos();
		return orNull(this.overload.read(reading, this.now));
	}

	private @Nullable TierChange override(Tier tier, String by, Duration lasting) {
		return orNull(this.overload.override(tier, by, lasting, this.now));
	}

	private static PressureReading reading(Duration loopLag) {
		return new PressureReading(loopLag, 0, 0, Duration.ZERO, 0);
	}

	private static @Nullable TierChange orNull(Optional<TierChange> change) {
		return change.orElse(null);
	}

}
