package dev.realtime.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one client knows of one channel: where it stands and what it has noticed. Belongs
 * to one thread.
 */
final class ChannelLog {

	private final String channel;

	private final byte[] name;

	private boolean subscribed;

	private @Nullable String epoch;

	private long offset;

	private long number;

	private long received;

	private long missing;

	private long repeated;

	private int unrecovered;

	/** When the server ended the subscription and asked to subscribe again. */
	private final List<Long> resyncs = new ArrayList<>(0);

	ChannelLog(String channel) {
		this.channel = channel;
		this.name = channel.getBytes(StandardCharsets.UTF_8);
	}

	String channel() {
		return this.channel;
	}

	boolean isNamed(byte[] bytes, int from, int length) {
		return Arrays.equals(this.name, 0, this.name.length, bytes, from, from + length);
	}

	boolean isSubscribed() {
		return this.subscribed;
	}

	/** The command that subscribes, again if it was subscribed before. */
	String subscribe(int id) {
		String recovery = (this.epoch != null)
				? ",\"recover\":true,\"epoch\":\"" + this.epoch + "\",\"offset\":" + this.offset : "";
		return "{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + this.channel + "\"" + recovery + "}}";
	}

	void subscribed(String newEpoch, long newOffset, boolean recovered) {
		if (this.epoch != null && !recovered) {
			this.unrecovered++;
		}
		if (!newEpoch.isEmpty()) {
			this.epoch = newEpoch;
			this.offset = recovered ? this.offset : newOffset;
		}
		this.subscribed = true;
	}

	/** The server has ended the subscription. */
	void ended(long nowNanos) {
		this.subscribed = false;
		this.resyncs.add(nowNanos);
	}

	/**
	 * Counts a publication: every number and every offset has to follow the one before.
	 */
	void heard(long n, long newOffset) {
		this.received++;
		if ((newOffset != 0 && newOffset <= this.offset) || n <= this.number) {
			this.repeated++;
			return;
		}
		long jumpedOffsets = (newOffset != 0) ? newOffset - this.offset - 1 : 0;
		long jumpedNumbers = (this.number != 0) ? n - this.number - 1 : 0;
		this.missing += Math.max(jumpedOffsets, jumpedNumbers);
		this.offset = newOffset;
		this.number = n;
	}

	long number() {
		return this.number;
	}

	long received() {
		return this.received;
	}

	long missing() {
		return this.missing;
	}

	long repeated() {
		return this.repeated;
	}

	int unrecovered() {
		return this.unrecovered;
	}

	int resyncs() {
		return this.resyncs.size();
	}

	/** The most times the subscription was ended within so many nanoseconds. */
	int mostResyncsWithin(long nanos) {
		int most = 0;
		for (int first = 0, last = 0; last < this.resyncs.size(); last++) {
			while (this.resyncs.get(last) - this.resyncs.get(first) >= nanos) {
				first++;
			}
			most = Math.max(most, last - first + 1);
		}
		return most;
	}

}
