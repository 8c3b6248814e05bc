package dev.realtime.drain;

import java.util.Objects;

/**
 * What an operator wants of a node. That nothing is said is no order, and never means
 * {@link Serve}.
 */
public sealed interface DrainOrder {

	/**
	 * Hands the order to the case that is meant for it.
	 * @param <R> what the handler answers
	 * @param handler the cases
	 * @return its answer
	 */
	<R> R dispatchTo(Handler<R> handler);

	/** To serve, from now on. */
	record Serve() implements DrainOrder {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.serve(this);
		}

	}

	/** To get no new clients, and to keep those that are there. */
	record Cordon() implements DrainOrder {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.cordon(this);
		}

	}

	/**
	 * To become empty and to stay so.
	 *
	 * @param plan how
	 */
	record Drain(DrainPlan plan) implements DrainOrder {

		/** Checks the order. */
		public Drain {
			Objects.requireNonNull(plan, "plan");
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.drain(this);
		}

	}

	/**
	 * To give some connections to other nodes and then to go on serving. The node stays
	 * ready meanwhile: only handshakes are refused, and some seconds longer, until those
	 * that were closed last have come back elsewhere. At the deadline it stops giving.
	 *
	 * @param connections how many, at least 1
	 * @param plan how; its wait does not matter, for there is nothing to notice
	 */
	record Give(int connections, DrainPlan plan) implements DrainOrder {

		/**
		 * Checks the order.
		 * @throws IllegalArgumentException if nothing is to be given
		 */
		public Give {
			Objects.requireNonNull(plan, "plan");
			if (connections < 1) {
				throw new IllegalArgumentException("A node was told to give " + connections
						+ " connections; it must be at least 1: to give none, tell it nothing");
			}
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.give(this);
		}

	}

	/**
	 * One case for each order.
	 *
	 * @param <R> what is answered
	 */
	interface Handler<R> {

		/**
		 * The node is to serve.
		 * @param serve the order
		 * @return the answer
		 */
		R serve(Serve serve);

		/**
		 * The node is to get no new clients.
		 * @param cordon the order
		 * @return the answer
		 */
		R cordon(Cordon cordon);

		/**
		 * The node is to become empty.
		 * @param drain the order
		 * @return the answer
		 */
		R drain(Drain drain);

		/**
		 * The node is to give some connections.
		 * @param give the order
		 * @return the answer
		 */
		R give(Give give);

	}

}
