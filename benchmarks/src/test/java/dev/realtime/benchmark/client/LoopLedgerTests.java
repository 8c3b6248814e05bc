package dev.realtime.benchmark.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopLedgerTests {

	private final List<Long> published = new ArrayList<>();

	private final Publications publications = new Publications((sequence, moment, size) -> this.published.add(sequence),
			200);

	private final LoopLedger first = new LoopLedger();

	private final LoopLedger second = new LoopLedger();

	@Test
	void theNextPublicationLeavesWhenEveryConnectionOfEveryLoopHasTheOldest() {
		Window window = watch(2, 1);

		window.open(2);
		assertThat(this.published).containsExactly(1L, 2L);

		this.first.received(new SequenceCheck(), 1, 0);
		this.second.received(new SequenceCheck(), 1, 0);
		assertThat(this.published).containsExactly(1L, 2L);

		this.first.received(new SequenceCheck(), 1, 0);
		assertThat(this.published).containsExactly(1L, 2L, 3L);
	}

	@Test
	void duplicatesDoNotStandInForOtherConnections() {
		Window window = watch(2, 0);
		SequenceCheck connection = new SequenceCheck();

		window.open(1);
		this.first.received(connection, 1, 0);
		this.first.received(connection, 1, 0);

		assertThat(this.published).containsExactly(1L);
		assertThat(this.first.tally(0).duplicates()).isEqualTo(1);
		assertThat(this.first.tally(0).deliveries()).isEqualTo(1);
	}

	@Test
	void aClosedConnectionIsNotWaitedFor() {
		Window window = watch(2, 0);

		this.first.closed();
		window.open(1);
		this.first.received(new SequenceCheck(), 1, 0);

		assertThat(this.published).containsExactly(1L, 2L);
	}

	@Test
	void aClosedWindowLetsNothingOut() {
		Window window = watch(1, 0);

		window.open(1);
		window.close();
		this.first.received(new SequenceCheck(), 1, 0);

		assertThat(this.published).containsExactly(1L);
	}

	@Test
	void latencyIsTheTimeFromTheMomentDueToTheRead() {
		this.first.reading(TimeUnit.MILLISECONDS.toNanos(350));
		this.first.received(new SequenceCheck(), 1, TimeUnit.MILLISECONDS.toNanos(250));

		Tally tally = this.first.tally(1);

		assertThat(tally.latency().getTotalCount()).isEqualTo(1);
		assertThat(tally.latency().getMaxValue()).isBetween(100_000L, 100_100L);
	}

	@Test
	void aResetForgetsCountsButNotWhatIsDue() {
		SequenceCheck connection = new SequenceCheck();
		this.first.received(connection, 1, 0);
		this.first.received(connection, 3, 0);
		this.first.received(connection, 2, 0);
		assertThat(this.first.tally(3)).extracting(Tally::deliveries, Tally::gaps, Tally::late)
			.containsExactly(3L, 1L, 1L);

		this.first.reset();
		this.first.received(connection, 4, 0);

		assertThat(this.first.tally(4)).extracting(Tally::deliveries, Tally::gaps, Tally::late)
			.containsExactly(1L, 0L, 0L);
		assertThat(this.first.deliveries()).isEqualTo(4);
	}

	@Test
	void talliesAddUp() {
		this.first.received(new SequenceCheck(), 1, 0);
		this.second.received(new SequenceCheck(), 2, 0);
		this.second.closed();

		Tally sum = this.first.tally(2).plus(this.second.tally(2));

		assertThat(sum).extracting(Tally::deliveries, Tally::gaps, Tally::closed).containsExactly(2L, 1L, 1L);
		assertThat(sum.latency().getTotalCount()).isEqualTo(2);
	}

	private Window watch(int onFirst, int onSecond) {
		Window window = new Window(this.publications, (onSecond > 0) ? 2 : 1);
		add(this.first, onFirst, window);
		add(this.second, onSecond, window);
		return window;
	}

	private static void add(LoopLedger ledger, int connections, Window window) {
		for (int i = 0; i < connections; i++) {
			ledger
				.add(new LoadConnection(ledger, new StompDialect("bench"), new Scratch(0), new Openings(new byte[0])));
		}
		ledger.watch(window);
	}

}
