package dev.realtime.message;

import java.util.Objects;

/**
 * A place in a channel's stream: the offset of a publication and the epoch in which it
 * was counted.
 *
 * <p>
 * An offset alone lies. Say a client read up to offset 7, then the history was lost and
 * publications are counted from 1 again; when the new stream reaches 9, "give me what
 * follows 7" would answer with two publications and silently miss seven. The epoch
 * changes when counting starts over, so positions of different epochs are never compared.
 *
 * @param epoch identifies one uninterrupted count, empty for a channel that keeps no
 * position
 * @param offset number of the publication, from 1; 0 is the place before the first
 */
public record StreamPosition(String epoch, long offset) {

	/** The position of channels that keep none. */
	public static final StreamPosition NONE = new StreamPosition("", 0);

	/**
	 * Checks the position.
	 * @throws IllegalArgumentException if the offset is negative
	 */
	public StreamPosition {
		Objects.requireNonNull(epoch, "epoch");
		if (offset < 0) {
			throw new IllegalArgumentException("An offset must not be negative, got " + offset);
		}
	}

	/**
	 * Whether the channel keeps positions at all.
	 * @return whether there is an epoch
	 */
	public boolean isKnown() {
		return !this.epoch.isEmpty();
	}

	/**
	 * Returns the same epoch at another offset.
	 * @param newOffset the offset
	 * @return the position
	 */
	public StreamPosition at(long newOffset) {
		return new StreamPosition(this.epoch, newOffset);
	}

	@Override
	public String toString() {
		return this.epoch + ":" + this.offset;
	}

}
