package dev.realtime.cluster.memory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.realtime.cluster.SummaryBoard;
import dev.realtime.cluster.SummaryBoardContract;

/** The embedded board of summaries. */
class MemorySummaryBoardTests extends SummaryBoardContract {

	private final AtomicLong clockMillis = new AtomicLong();

	private final MemoryCluster cluster = new MemoryCluster(this.clockMillis::get);

	@Override
	protected SummaryBoard board() {
		return new MemorySummaryBoard(this.cluster);
	}

	@Override
	protected void advance(Duration time) {
		this.clockMillis.addAndGet(time.toMillis());
	}

	@Override
	protected Duration life() {
		return MemorySummaryBoard.LIFE;
	}

}
