package dev.realtime.endpoint;

import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainOrder.Cordon;
import dev.realtime.drain.DrainOrder.Drain;
import dev.realtime.drain.DrainOrder.Give;
import dev.realtime.drain.DrainOrder.Serve;

/**
 * What a node is wanted to do, as one word or two.
 */
final class OrderWords implements DrainOrder.Handler<String> {

	private static final OrderWords WORDS = new OrderWords();

	private OrderWords() {
	}

	static String of(DrainOrder order) {
		return order.dispatchTo(WORDS);
	}

	@Override
	public String serve(Serve serve) {
		return "serve";
	}

	@Override
	public String cordon(Cordon cordon) {
		return "cordon";
	}

	@Override
	public String drain(Drain drain) {
		return "drain";
	}

	@Override
	public String give(Give give) {
		return "give " + give.connections();
	}

}
