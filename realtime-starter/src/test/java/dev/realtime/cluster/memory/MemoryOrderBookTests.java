package dev.realtime.cluster.memory;

import dev.realtime.cluster.OrderBook;
import dev.realtime.cluster.OrderBookContract;

/** The embedded order book. */
class MemoryOrderBookTests extends OrderBookContract {

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	@Override
	protected OrderBook book() {
		return new MemoryOrderBook(this.cluster);
	}

	@Override
	protected void loseEverything() {
		this.cluster.lose();
	}

}
