package dev.realtime.outbound;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;

/**
 * The newest decisions about one connection. Empty it costs nothing but itself, so it is
 * made with the first decision; the same decision about the same channel again and again
 * takes one place. Belongs to one loop.
 */
public final class DecisionLog {

	/** How many it remembers. */
	public static final int SIZE = 16;

	private final long[] times = new long[SIZE];

	private final long[] publications = new long[SIZE];

	private final Decision[] decisions = new Decision[SIZE];

	private final @Nullable ChannelName[] channels = new @Nullable ChannelName[SIZE];

	/** How many were written; the newest lies before it. */
	private long next;

	/**
	 * Remembers a decision, and forgets the oldest if there are too many.
	 * @param timeMillis when, in milliseconds since 1970
	 * @param decision what was decided
	 * @param channel about which channel, nothing for the connection as a whole
	 * @param count how many publications were left out, 0 where that says nothing
	 */
	public void add(long timeMillis, Decision decision, @Nullable ChannelName channel, long count) {
		int last = (int) ((this.next + SIZE - 1) % SIZE);
		if (this.next > 0 && this.decisions[last] == decision && channel != null
				&& channel.equals(this.channels[last])) {
			this.times[last] = timeMillis;
			this.publications[last] += count;
			return;
		}
		int place = (int) (this.next % SIZE);
		this.times[place] = timeMillis;
		this.publications[place] = count;
		this.decisions[place] = decision;
		this.channels[place] = channel;
		this.next++;
	}

	/**
	 * Returns what it remembers.
	 * @return a copy, oldest first
	 */
	public List<Entry> entries() {
		List<Entry> entries = new ArrayList<>();
		for (long number = Math.max(0, this.next - SIZE); number < this.next; number++) {
			int place = (int) (number % SIZE);
			entries.add(new Entry(this.times[place], this.decisions[place], this.channels[place],
					this.publications[place]));
		}
		return entries;
	}

	/**
	 * One decision, or several of the same kind in a row.
	 *
	 * @param timeMillis when the last of them was made, in milliseconds since 1970
	 * @param decision what was decided
	 * @param channel about which channel, nothing for the connection as a whole
	 * @param publications how many publications were left out by all of them
	 */
	public record Entry(long timeMillis, Decision decision, @Nullable ChannelName channel, long publications) {

	}

}
