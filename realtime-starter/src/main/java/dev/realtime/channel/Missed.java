package dev.realtime.channel;

import java.util.List;
import java.util.function.Consumer;

import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * What a client missed until its subscription joined: from the shard's tail if that
 * reaches back far enough, else from history. Belongs to the shard's loop.
 */
final class Missed {

	private final ChannelShard shard;

	private final CatchUpSource history;

	private final StreamPosition joinedAt;

	/** Number of the newest entry that lies before the subscription. */
	private final long joinedNumber;

	Missed(ChannelShard shard, CatchUpSource history, StreamPosition joinedAt, long joinedNumber) {
		this.shard = shard;
		this.history = history;
		this.joinedAt = joinedAt;
		this.joinedNumber = joinedNumber;
	}

	/** Answers on this loop, now or later. */
	void find(StreamPosition since, Consumer<Recovered> answer) {
		boolean sameEpoch = since.epoch().isEmpty() || since.epoch().equals(this.joinedAt.epoch());
		switch (this.shard.rule().recovery()) {
			case NONE -> answer.accept(nothing());
			case CACHE -> answer.accept(counted(newest(since, sameEpoch)));
			case STREAM -> findStream(since, sameEpoch, (recovered) -> answer.accept(counted(recovered)));
		}
	}

	private Recovered newest(StreamPosition since, boolean sameEpoch) {
		if (sameEpoch && since.isKnown() && since.offset() == this.joinedAt.offset() && since.offset() > 0) {
			return new Recovered(true, List.of(), since);
		}
		Publication newest = this.shard.newest(this.joinedNumber);
		if (newest == null || newest.offset() != this.joinedAt.offset()) {
			return nothing();
		}
		return new Recovered(true, List.of(newest), this.joinedAt.at(newest.offset() - 1));
	}

	private void findStream(StreamPosition since, boolean sameEpoch, Consumer<Recovered> answer) {
		long to = this.joinedAt.offset();
		// The tail may reach further back than history. What a client recovers must not
		// depend on the node it comes to, so history's size decides.
		boolean tooFar = to - since.offset() > this.shard.rule().history().size();
		if (!sameEpoch || since.offset() > to || tooFar) {
			answer.accept(nothing());
			return;
		}
		StreamPosition from = this.joinedAt.at(since.offset());
		if (since.offset() == to) {
			answer.accept(new Recovered(true, List.of(), from));
		}
		else if (since.offset() >= this.shard.tail().floorOffset()) {
			List<Publication> missed = this.shard.tail().publications(since.offset(), to);
			answer.accept(isExpired(missed) ? nothing() : new Recovered(true, missed, from));
		}
		else {
			this.history.read(this.shard, from, (read) -> answer
				.accept((read == null) ? nothing() : new Recovered(true, publicationsUpTo(read, to), from)));
		}
	}

	private Recovered nothing() {
		return new Recovered(false, List.of(), this.joinedAt);
	}

	private Recovered counted(Recovered recovered) {
		this.shard.stats().recovery(recovered.complete());
		return recovered;
	}

	private boolean isExpired(List<Publication> missed) {
		return missed.isEmpty() || this.shard.isExpired(missed.get(missed.size() - 1));
	}

	private static List<Publication> publicationsUpTo(List<Delivery> read, long to) {
		return read.stream()
			.map(Delivery::publication)
			.filter((publication) -> publication != null && publication.offset() <= to)
			.toList();
	}

}
