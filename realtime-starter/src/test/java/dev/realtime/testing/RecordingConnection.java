package dev.realtime.testing;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.protocol.CloseReason;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.session.Connection;

/**
 * A connection that remembers what it was to write. A write is done at once, or when the
 * test says so.
 */
public final class RecordingConnection implements Connection {

	private final List<String> writes = new ArrayList<>();

	private boolean stuck;

	private boolean writing;

	private @Nullable Runnable onWritten;

	private @Nullable CloseReason closeReason;

	/**
	 * Sets who is told that a write is done.
	 * @param listener the session's method
	 */
	public void onWritten(Runnable listener) {
		this.onWritten = listener;
	}

	/**
	 * From now on writes are not done, like those to a client that does not read.
	 */
	public void stick() {
		this.stuck = true;
	}

	/**
	 * The write in flight is done, and so are those to come.
	 */
	public void unstick() {
		this.stuck = false;
		if (this.writing) {
			done();
		}
	}

	@Override
	public void write(EncodedFrame frame) {
		if (this.writing) {
			throw new IllegalStateException("A write is in flight");
		}
		this.writing = true;
		this.writes.add(frame.text());
		if (!this.stuck) {
			done();
		}
	}

	@Override
	public void close(CloseReason reason) {
		this.closeReason = reason;
	}

	/**
	 * Returns what was written since the last call.
	 * @return all lines of all writes
	 */
	public List<String> takeLines() {
		List<String> lines = this.writes.stream().flatMap(String::lines).toList();
		this.writes.clear();
		return lines;
	}

	/**
	 * Returns how it was closed.
	 * @return the reason, or nothing if it is open
	 */
	public @Nullable CloseReason closeReason() {
		return this.closeReason;
	}

	private void done() {
		this.writing = false;
		if (this.onWritten != null) {
			this.onWritten.run();
		}
	}

}
