package dev.realtime.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerClock;
import dev.realtime.broker.HistoryPage;
import dev.realtime.broker.HistoryQuery;
import dev.realtime.loop.Loop;
import dev.realtime.loop.Timer;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Priority;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.Codec;

/**
 * The one owner, on this node, of what belongs to a channel: the broker subscription, the
 * epoch, the last offset and the tail. Belongs to the loop the channel's name hashes to.
 *
 * <p>
 * Joining, publishing and leaving meet here one after the other, so none of the races
 * between a last unsubscribe and a first subscribe, or between a history read and what is
 * published meanwhile, can be seen outside: what arrives while history is read waits and
 * is merged.
 */
final class ChannelHome {

	private static final Logger logger = LoggerFactory.getLogger(ChannelHome.class);

	/** What may wait for a history read; more is dropped and healed by the next one. */
	private static final int MAX_WAITING = 4096;

	private static final Duration FIRST_FILL_DELAY = Duration.ofMillis(500);

	private static final Duration LAST_FILL_DELAY = Duration.ofSeconds(10);

	private enum State {

		/** Nobody has joined yet. */
		NEW,

		/** The broker has not confirmed, or the first history read is under way. */
		SUBSCRIBING,

		/** Publications flow. */
		ACTIVE,

		/** A hole was seen; history is being read, publications wait. */
		FILLING,

		/** Nobody is subscribed, the broker subscription still stands. */
		LINGERING,

		/** Over; a new home will be made. */
		ABSENT

	}

	private final ChannelName channel;

	private final ChannelRule rule;

	private final Loop loop;

	private final Broker broker;

	private final BrokerClock clock;

	private final ChannelSettings settings;

	private final Codec codec;

	private final ChannelStats stats;

	private final TailBudget budget;

	private final Consumer<ChannelHome> onAbsent;

	private final CatchUp catchUp;

	private final Crowd crowd = new Crowd();

	private final PublicationCount counted = new PublicationCount();

	private final List<ChannelShard> shards = new ArrayList<>(1);

	private final List<Join> joins = new ArrayList<>();

	private List<Runnable> waiting = new ArrayList<>();

	private final Verification verification;

	private State state = State.NEW;

	private Duration fillDelay = FIRST_FILL_DELAY;

	private String epoch = "";

	private Tail tail;

	private @Nullable Timer linger;

	ChannelHome(ChannelName channel, ChannelRule rule, Loop loop, Broker broker, ChannelSettings settings, Codec codec,
			ChannelStats stats, TailBudget budget, Consumer<ChannelHome> onAbsent) {
		this.channel = channel;
		this.rule = rule;
		this.loop = loop;
		this.broker = broker;
		this.clock = broker.clock(channel);
		this.settings = settings;
		this.codec = codec;
		this.stats = stats;
		this.budget = budget;
		this.onAbsent = onAbsent;
		this.catchUp = new CatchUp(channel, rule, broker, loop, stats);
		this.verification = new Verification(channel, broker, loop, new Verified());
		this.tail = newTail(0);
	}

	private void open() {
		this.state = State.SUBSCRIBING;
		this.broker.subscribe(this.channel)
			.whenComplete((done, failure) -> this.loop.executeNowOrLater(() -> confirmed(failure)));
	}

	ChannelName channel() {
		return this.channel;
	}

	void join(ChannelShard shard, Subscription subscription, Consumer<Throwable> onFailure) {
		Join join = new Join(shard, subscription, onFailure);
		if (this.state == State.ACTIVE || this.state == State.LINGERING) {
			answer(join);
			return;
		}
		this.joins.add(join);
		if (this.state == State.NEW) {
			open();
		}
	}

	/** A shard has no subscribers left. */
	void leave(ChannelShard shard) {
		this.shards.remove(shard);
		if (this.shards.isEmpty() && this.joins.isEmpty() && this.state == State.ACTIVE) {
			startLinger();
		}
	}

	void published(Publication publication) {
		if (isWaiting()) {
			await(() -> published(publication));
			return;
		}
		if (!publication.position().isKnown()) {
			heard(publication);
			append(delivery(publication));
			return;
		}
		boolean sameEpoch = publication.position().epoch().equals(this.epoch);
		long expected = this.tail.lastOffset() + 1;
		if (sameEpoch && publication.offset() < expected) {
			// Known already, or the histories have parted: a failed-over broker has lost
			// what it had confirmed and counts on from there.
			if (!this.tail.holds(publication)) {
				this.stats.forkSuspected();
				verify();
			}
			return;
		}
		boolean holeAllowed = this.rule.recovery() != RecoveryMode.STREAM;
		if (sameEpoch && (publication.offset() == expected || holeAllowed)) {
			this.verification.heard();
			heard(publication);
			append(delivery(publication));
			return;
		}
		await(() -> heardBeforeReading(publication));
		fillFromHistory();
	}

	/**
	 * History that was read after a publication came is of its epoch or of a later one: a
	 * publication of another is of a past that no longer counts, and waiting for it would
	 * never end.
	 */
	private void heardBeforeReading(Publication publication) {
		if (isWaiting()) {
			await(() -> heardBeforeReading(publication));
		}
		else if (publication.position().epoch().equals(this.epoch)) {
			published(publication);
		}
	}

	private void heard(Publication publication) {
		long now = this.loop.ticker().currentTimeMillis();
		this.counted.add(now);
		if (publication.timeMillis() > 0) {
			this.stats.heard(now - this.clock.toNodeMillis(publication.timeMillis()));
		}
	}

	private void fillFromHistory() {
		this.state = State.FILLING;
		cancelLinger();
		readHistory();
	}

	void joined(ClientInfo client) {
		if (isWaiting()) {
			await(() -> joined(client));
			return;
		}
		if (this.crowd.isTooLarge()) {
			this.stats.joinSuppressed();
			return;
		}
		append(Delivery.join(this.channel, client, this.rule.priority(), this.tail.lastOffset()));
	}

	void left(ClientInfo client) {
		if (isWaiting()) {
			await(() -> left(client));
			return;
		}
		if (this.crowd.isTooLarge()) {
			this.stats.joinSuppressed();
			return;
		}
		append(Delivery.leave(this.channel, client, this.rule.priority(), this.tail.lastOffset()));
	}

	/** Tells how it is; in a turn of its loop. */
	ChannelFacts facts(TrafficPolicy policy) {
		Priority ordered = policy.priorities().find(this.channel);
		return new ChannelFacts(this.channel, this.rule.pattern().toString(), this.rule.priority(),
				(ordered != null) ? ordered : this.rule.priority(), this.crowd.size(), this.counted.total(),
				this.counted.perSecond(this.loop.ticker().currentTimeMillis()),
				(int) (this.tail.last() - this.tail.first() + 1), this.tail.bytes(),
				new StreamPosition(this.epoch, this.tail.lastOffset()), this.state.name());
	}

	/** Memory has become scarce. */
	void shorten() {
		this.tail.shorten(TailBudget.SCARCE_BYTES);
	}

	/** Something may have been missed. */
	void verify() {
		if (this.rule.history().isKept()) {
			this.verification.ask();
		}
	}

	void catchUp(ChannelShard shard, StreamPosition since, Consumer<@Nullable List<Delivery>> answer) {
		this.catchUp.read(since, (read) -> {
			List<Delivery> known = (read != null) ? known(read) : null;
			shard.loop().executeNowOrLater(() -> answer.accept(known));
		});
	}

	/**
	 * History may be ahead of what has reached this home. That part is left out: it is on
	 * its way, and would arrive a second time.
	 */
	private List<Delivery> known(List<Delivery> read) {
		int end = read.size();
		while (end > 0 && read.get(end - 1).offset() > this.tail.lastOffset()) {
			end--;
		}
		return read.subList(0, end);
	}

	private void confirmed(@Nullable Throwable failure) {
		if (failure != null) {
			failed(failure);
			return;
		}
		if (this.rule.history().isKept()) {
			readHistory();
		}
		else {
			flow();
		}
	}

	private void readHistory() {
		this.stats.historyRead();
		this.broker.history(this.channel, HistoryQuery.newest(this.rule.history().size()))
			.whenComplete((page, failure) -> this.loop.executeNowOrLater(() -> historyRead(page, failure)));
	}

	private void historyRead(@Nullable HistoryPage page, @Nullable Throwable failure) {
		if (this.state == State.ABSENT) {
			return;
		}
		if (page == null) {
			Throwable reason = (failure != null) ? failure : new IllegalStateException("The broker answered nothing");
			if (this.state == State.SUBSCRIBING) {
				failed(reason);
			}
			else {
				fillLater(reason);
			}
			return;
		}
		this.fillDelay = FIRST_FILL_DELAY;
		if (this.state == State.SUBSCRIBING) {
			begin(page);
			this.verification.begin();
		}
		else {
			fill(page);
		}
		flow();
	}

	/**
	 * The broker is away: subscribers stay, frozen, and history is read when it is back.
	 */
	private void fillLater(Throwable failure) {
		if (this.fillDelay.equals(FIRST_FILL_DELAY)) {
			logger.warn("Channel {} misses publications and its history cannot be read: {}; trying again", this.channel,
					failure.toString());
		}
		this.loop.schedule(this.fillDelay, () -> {
			if (this.state == State.FILLING) {
				readHistory();
			}
		});
		Duration longer = this.fillDelay.multipliedBy(2);
		this.fillDelay = (longer.compareTo(LAST_FILL_DELAY) < 0) ? longer : LAST_FILL_DELAY;
	}

	private void begin(HistoryPage page) {
		this.epoch = page.position().epoch();
		List<Publication> newestFirst = page.publications();
		this.tail.release();
		this.tail = newTail(newestFirst.isEmpty() ? page.position().offset()
				: newestFirst.get(newestFirst.size() - 1).offset() - 1);
		for (int i = newestFirst.size() - 1; i >= 0; i--) {
			this.tail.append(prepared(delivery(newestFirst.get(i))));
		}
	}

	private void fill(HistoryPage page) {
		List<Publication> newestFirst = page.publications();
		long last = this.tail.lastOffset();
		boolean reaches = !newestFirst.isEmpty() && newestFirst.get(newestFirst.size() - 1).offset() <= last + 1;
		if (page.position().epoch().equals(this.epoch) && (page.position().offset() == last || reaches)) {
			for (int i = newestFirst.size() - 1; i >= 0; i--) {
				if (newestFirst.get(i).offset() > last) {
					append(delivery(newestFirst.get(i)));
				}
			}
			return;
		}
		logger.warn("Channel {} continues at {} instead of {}: its subscribers start over", this.channel,
				page.position(), new StreamPosition(this.epoch, last + 1));
		begin(page);
		for (ChannelShard shard : List.copyOf(this.shards)) {
			Tail seed = this.tail.copy();
			String newEpoch = this.epoch;
			shard.loop().executeNowOrLater(() -> shard.reset(seed, newEpoch));
		}
	}

	/** History has been read: answers who waits, then replays what arrived meanwhile. */
	private void flow() {
		this.state = State.ACTIVE;
		List<Join> answered = List.copyOf(this.joins);
		this.joins.clear();
		answered.forEach(this::answer);
		List<Runnable> replayed = this.waiting;
		this.waiting = new ArrayList<>();
		replayed.forEach(Runnable::run);
		this.verification.steady();
		if (this.state == State.ACTIVE && this.shards.isEmpty()) {
			startLinger();
		}
	}

	private void failed(Throwable failure) {
		// Those who asked are told, and their log says it; a broker that is away would
		// say
		// it here for every channel.
		logger.debug("Channel {} cannot be read", this.channel, failure);
		List<Join> refused = List.copyOf(this.joins);
		this.joins.clear();
		this.waiting.clear();
		for (Join join : refused) {
			join.shard.loop().executeNowOrLater(() -> {
				join.shard.joinFailed();
				join.onFailure.accept(failure);
			});
		}
		for (ChannelShard shard : List.copyOf(this.shards)) {
			shard.loop().executeNowOrLater(shard::abandon);
		}
		this.shards.clear();
		end();
	}

	private void answer(Join join) {
		cancelLinger();
		this.state = State.ACTIVE;
		Tail seed = null;
		if (!this.shards.contains(join.shard)) {
			this.shards.add(join.shard);
			seed = this.tail.copy();
		}
		Tail firstSeed = seed;
		String currentEpoch = this.epoch;
		join.shard.loop()
			.executeNowOrLater(() -> join.shard.joined(join.subscription, firstSeed, currentEpoch, this.crowd));
	}

	private void append(Delivery delivery) {
		this.tail.append(prepared(delivery));
		for (int i = 0; i < this.shards.size(); i++) {
			ChannelShard shard = this.shards.get(i);
			shard.loop().executeNowOrLater(() -> shard.deliver(delivery));
		}
	}

	private Delivery delivery(Publication publication) {
		return Delivery.of(this.channel, publication, this.clock, this.rule.shaping().delta());
	}

	/** Where differences are wanted perhaps nobody wants the plain form. */
	private Delivery prepared(Delivery delivery) {
		if (!this.rule.shaping().delta() || !delivery.isPublication()) {
			delivery.frame(this.codec);
		}
		return delivery;
	}

	private boolean isWaiting() {
		return this.state != State.ACTIVE && this.state != State.LINGERING;
	}

	private void await(Runnable arrival) {
		if (this.waiting.size() < MAX_WAITING) {
			this.waiting.add(arrival);
		}
		else {
			this.stats.messageDropped();
			if (this.rule.history().isKept()) {
				this.verification.owe();
			}
		}
	}

	private void startLinger() {
		this.state = State.LINGERING;
		this.linger = this.loop.schedule(this.settings.linger(), () -> {
			if (this.state == State.LINGERING) {
				end();
			}
		});
	}

	private void cancelLinger() {
		if (this.linger != null) {
			this.linger.cancel();
			this.linger = null;
		}
	}

	private void end() {
		this.state = State.ABSENT;
		cancelLinger();
		this.tail.release();
		this.verification.end();
		this.broker.unsubscribe(this.channel);
		this.onAbsent.accept(this);
	}

	private Tail newTail(long offset) {
		return new Tail(Math.max(this.settings.tailEntries(), this.rule.history().size()), this.settings.tailBytes(),
				offset, this.budget);
	}

	/** What the verification may know. */
	private final class Verified implements Verification.Host {

		@Override
		public StreamPosition position() {
			return new StreamPosition(ChannelHome.this.epoch, ChannelHome.this.tail.lastOffset());
		}

		@Override
		public long newestId() {
			Tail known = ChannelHome.this.tail;
			long number = known.newestPublication(known.last());
			Publication newest = (number >= known.first()) ? known.get(number).publication() : null;
			return (newest != null && newest.offset() == known.lastOffset()) ? newest.id() : 0;
		}

		@Override
		public boolean isSteady() {
			return !isWaiting();
		}

		@Override
		public boolean isOver() {
			return ChannelHome.this.state == State.ABSENT;
		}

		@Override
		public void missed() {
			if (!isWaiting()) {
				fillFromHistory();
			}
		}

	}

	private record Join(ChannelShard shard, Subscription subscription, Consumer<Throwable> onFailure) {

	}

}
