package dev.realtime.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.realtime.message.NodeId;

/**
 * A board that is away when a test says so.
 */
public final class FailingBoard implements SummaryBoard {

	private final SummaryBoard board;

	private boolean away;

	/**
	 * Makes one that is there.
	 * @param board where summaries stand
	 */
	public FailingBoard(SummaryBoard board) {
		this.board = board;
	}

	/**
	 * Lets it be away, or come back.
	 * @param isAway whether it is
	 */
	public void away(boolean isAway) {
		this.away = isAway;
	}

	@Override
	public CompletionStage<Void> publish(NodeSummary summary) {
		return this.away ? CompletableFuture.failedFuture(new IllegalStateException("away, for a test"))
				: this.board.publish(summary);
	}

	@Override
	public CompletionStage<Void> withdraw(NodeId node) {
		return this.board.withdraw(node);
	}

	@Override
	public CompletionStage<Summaries> read() {
		return this.board.read();
	}

}
