package dev.realtime.loop;

import org.jspecify.annotations.Nullable;

/**
 * Something that collects during a turn and is flushed once at its end: a connection.
 * Extended rather than referred to, so that waiting in the backlog costs no object.
 */
public abstract class Flushable {

	/** Lane in the backlog, or -1 while clean. */
	int lane = -1;

	@Nullable Flushable previous;

	@Nullable Flushable next;

	/**
	 * Called on the loop at the end of a turn, once for any number of
	 * {@link Loop#flushLater} before it. May mark itself or others dirty again.
	 */
	protected abstract void flush();

}
