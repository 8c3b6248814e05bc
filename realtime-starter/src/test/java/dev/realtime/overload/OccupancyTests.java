package dev.realtime.overload;

import org.junit.jupiter.api.Test;

import dev.realtime.overload.Occupancy.Resource;
import dev.realtime.overload.OverloadSettings.OccupancySettings;

import static dev.realtime.overload.OccupancyLevel.FULL;
import static dev.realtime.overload.OccupancyLevel.OPEN;
import static dev.realtime.overload.OccupancyLevel.POLL;
import static dev.realtime.overload.OccupancyLevel.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Levels begin at 70, 80 and 90 % and end two points below.
 */
class OccupancyTests {

	private static final OccupancySettings SETTINGS = OverloadSettings.DEFAULTS.occupancy();

	private Occupancy occupancy = Occupancy.EMPTY;

	@Test
	void levelsBeginAtTheirFractions() {
		assertThat(connections(0)).isEqualTo(OPEN);
		assertThat(connections(6999)).isEqualTo(OPEN);
		assertThat(connections(7000)).isEqualTo(WARN);
		assertThat(connections(7999)).isEqualTo(WARN);
		assertThat(connections(8000)).isEqualTo(POLL);
		assertThat(connections(8999)).isEqualTo(POLL);
		assertThat(connections(9000)).isEqualTo(FULL);
		assertThat(connections(10_000)).isEqualTo(FULL);
		assertThat(this.occupancy.fraction()).isEqualTo(1);
	}

	@Test
	void levelsEndALittleLower() {
		connections(9000);

		assertThat(connections(8810)).isEqualTo(FULL);
		assertThat(connections(8790)).isEqualTo(POLL);
		assertThat(connections(8999)).isEqualTo(POLL);
		assertThat(connections(7810)).isEqualTo(POLL);
		assertThat(connections(7790)).isEqualTo(WARN);
		assertThat(connections(6810)).isEqualTo(WARN);
		assertThat(connections(6790)).isEqualTo(OPEN);
		assertThat(connections(6999)).isEqualTo(OPEN);
	}

	@Test
	void nodeThatIsLeftByManyAtOnceIsOpenAtOnce() {
		connections(9500);

		assertThat(connections(10)).isEqualTo(OPEN);
	}

	@Test
	void oneThatComesAndOneThatGoesDoNotMakeItFlap() {
		connections(9000);

		for (int i = 0; i < 100; i++) {
			assertThat(connections(9000 - i % 2)).isEqualTo(FULL);
		}
	}

	@Test
	void whatThereIsLeastOfDecides() {
		this.occupancy = this.occupancy.next(new OccupancyReading(5000, 10_000, 950, 1000), SETTINGS);
		assertThat(this.occupancy)
			.isEqualTo(new Occupancy(FULL, 0.95, Resource.DESCRIPTORS, "950 of 1000 file descriptors"));

		this.occupancy = this.occupancy.next(new OccupancyReading(9012, 10_000, 300, 1000), SETTINGS);
		assertThat(this.occupancy)
			.isEqualTo(new Occupancy(FULL, 0.9012, Resource.CONNECTIONS, "9012 of 10000 connections"));
	}

	@Test
	void descriptorsThatNobodyKnowsDoNotCount() {
		this.occupancy = this.occupancy.next(new OccupancyReading(10, 10_000, 5000, 0), SETTINGS);

		assertThat(this.occupancy.level()).isEqualTo(OPEN);
		assertThat(this.occupancy.decidedBy()).isEqualTo(Resource.CONNECTIONS);
	}

	@Test
	void figuresThatCannotBeAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new OccupancyReading(0, 0, 0, 0))
			.withMessageContaining("capacity of 0");
		assertThatIllegalArgumentException().isThrownBy(() -> new OccupancyReading(-1, 10, 0, 0));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Occupancy(OPEN, Double.NaN, Resource.CONNECTIONS, "for a test"));
	}

	private OccupancyLevel connections(long connections) {
		this.occupancy = this.occupancy.next(new OccupancyReading(connections, 10_000, 0, 0), SETTINGS);
		return this.occupancy.level();
	}

}
