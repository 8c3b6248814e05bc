package dev.realtime.command;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.ErrorCode;
import dev.realtime.protocol.ProtocolError;
import dev.realtime.protocol.ServerFrame;

/**
 * What a command came to. The session acts on it.
 */
public sealed interface Outcome {

	/**
	 * Calls the method of the handler that belongs to this kind of outcome.
	 * @param handler has a method for every kind
	 */
	void dispatchTo(Handler handler);

	/**
	 * Answers with an error.
	 * @param id number of the command
	 * @param error why
	 * @return the outcome
	 */
	static Outcome error(long id, ProtocolError error) {
		return reply(new ServerFrame.ErrorReply(id, error));
	}

	/**
	 * Answers with an error of the catalogue.
	 * @param id number of the command
	 * @param error why
	 * @return the outcome
	 */
	static Outcome error(long id, ErrorCode error) {
		return error(id, error.error());
	}

	/**
	 * Answers.
	 * @param reply the reply
	 * @return the outcome
	 */
	static Outcome reply(ServerFrame.Reply reply) {
		return new Answer(reply, () -> {
		});
	}

	/**
	 * A reply.
	 *
	 * @param reply the reply
	 * @param behindIt done on the loop as soon as the reply has its place in the order of
	 * what leaves
	 */
	record Answer(ServerFrame.Reply reply, Runnable behindIt) implements Outcome {

		@Override
		public void dispatchTo(Handler handler) {
			handler.answer(this);
		}

	}

	/** Done, and there is nothing to say. */
	record Silence() implements Outcome {

		@Override
		public void dispatchTo(Handler handler) {
			handler.silence();
		}

	}

	/**
	 * The connection must end.
	 *
	 * @param reason what the client is told
	 */
	record Close(CloseReason reason) implements Outcome {

		@Override
		public void dispatchTo(Handler handler) {
			handler.close(this.reason);
		}

	}

	/** A method for every kind of outcome. */
	interface Handler {

		/** Called for {@link Answer}. */
		void answer(Answer answer);

		/** Called for {@link Silence}. */
		void silence();

		/** Called for {@link Close}. */
		void close(CloseReason reason);

	}

}
