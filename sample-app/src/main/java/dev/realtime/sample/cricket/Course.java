package dev.realtime.sample.cricket;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where the match stands, and whose turn it is. Thread-safe.
 */
interface Course {

	/**
	 * As many as the channel of the commentary keeps, so that either fills the gaps of
	 * the other.
	 */
	int REMEMBERED = 50;

	/**
	 * Takes the next step, or the same again if it is not done.
	 * @return the step, or nothing while another node takes them
	 */
	@Nullable Turn take();

	/**
	 * A step is done: the next one follows.
	 * @param turn the step
	 */
	void done(Turn turn);

	/**
	 * Returns the newest balls that were taken, on whichever node.
	 * @return newest first, at most 50, empty before the first
	 */
	List<Turn> taken();

	/**
	 * Lets another node go on at once.
	 */
	void leave();

}
