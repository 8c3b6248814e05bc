package dev.realtime.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.delta.FossilDecoder;
import dev.realtime.loop.Loop;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.outbound.Decision;
import dev.realtime.outbound.Lanes;
import dev.realtime.protocol.ClientCommand.Recovery;
import dev.realtime.protocol.Codec;
import dev.realtime.protocol.EncodedFrame;
import dev.realtime.protocol.JsonCodec;

/**
 * A connection reduced to what a channel sees of one, with a switch for having room. It
 * reads what it is given as a client would: the offsets of every frame, in their order.
 */
final class TestSubscriber implements Subscriber {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Loop loop;

	private final Channels channels;

	private final Codec codec = new JsonCodec();

	private final Lanes<Subscription> lanes = new Lanes<>();

	private final List<String> payloads = new ArrayList<>();

	private final List<Long> offsets = new ArrayList<>();

	private final List<StreamPosition> positions = new ArrayList<>();

	private final List<String> problems = new ArrayList<>();

	private final Map<Subscription, String> insufficient = new LinkedHashMap<>();

	private final List<Decision> decisions = new ArrayList<>();

	private boolean overflowed;

	private SubscribeOptions options = SubscribeOptions.DEFAULTS;

	/** What a client that understands deltas would apply the next one to. */
	private byte @Nullable [] base;

	private int deltas;

	private int frames;

	private int startedOver;

	private int joins;

	private boolean room = true;

	private @Nullable Subscription subscription;

	private @Nullable Recovered recovered;

	private @Nullable Throwable failure;

	private boolean established;

	private boolean subscribing;

	/** Where a client that reads what it is told believes to stand. */
	private StreamPosition position = StreamPosition.NONE;

	TestSubscriber(Loop loop, Channels channels) {
		this.loop = loop;
		this.channels = channels;
	}

	/** From its next subscription on, it understands deltas. */
	TestSubscriber withDeltas() {
		this.options = new SubscribeOptions(false, true);
		return this;
	}

	/** From its next subscription on, it is told who comes. */
	TestSubscriber withJoins() {
		this.options = new SubscribeOptions(true, this.options.delta());
		return this;
	}

	/** How often it was told that somebody came. */
	int joins() {
		return this.joins;
	}

	/** How many of the publications it was given were deltas. */
	int deltas() {
		return this.deltas;
	}

	/** Subscribes; in a turn of the loop. Releases at once when everything is there. */
	void subscribe(ChannelName channel, ChannelRule rule, Recovery recovery) {
		this.established = false;
		this.subscribing = true;
		this.recovered = null;
		this.base = null;
		this.subscription = this.channels.subscribe(channel, rule, this, this.options, (joined) -> {
			if (recovery.wanted() && rule.isRecoverable()) {
				joined.recover(recovery, (answer) -> {
					checkPromise(recovery.since(), answer, rule);
					established(joined, answer);
				});
			}
			else {
				established(joined, null);
			}
		}, (problem) -> {
			this.failure = problem;
			this.subscribing = false;
		});
	}

	void unsubscribe() {
		Subscription ended = subscription();
		ended.cancel();
		this.lanes.remove(ended);
		this.established = false;
		this.subscribing = false;
	}

	void room(boolean newRoom) {
		this.room = newRoom;
		if (newRoom) {
			drain();
		}
	}

	/** Whether it was asked for, even if it does not stand yet. */
	boolean isWanted() {
		return this.subscribing || this.established;
	}

	boolean isEstablished() {
		return this.established;
	}

	Subscription subscription() {
		if (this.subscription == null) {
			throw new IllegalStateException("Not subscribed");
		}
		return this.subscription;
	}

	@Nullable Recovered recovered() {
		return this.recovered;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	/** In how many frames it was given what it was given. */
	int frames() {
		return this.frames;
	}

	/** What was decided because it does not keep up. */
	List<Decision> decisions() {
		return this.decisions;
	}

	/** Whether its rule wants the connection to end. */
	boolean isOverflowed() {
		return this.overflowed;
	}

	boolean isInsufficient() {
		return !this.insufficient.isEmpty();
	}

	StreamPosition position() {
		return this.position;
	}

	List<String> payloads() {
		return this.payloads;
	}

	List<Long> offsets() {
		return this.offsets;
	}

	/** Where each publication stood, in the epoch it was last told. */
	List<StreamPosition> positions() {
		return this.positions;
	}

	/**
	 * What a client would have noticed to be wrong: an offset out of order, or a recovery
	 * that is called complete and begins elsewhere.
	 */
	List<String> problems() {
		return this.problems;
	}

	@Override
	public Loop loop() {
		return this.loop;
	}

	@Override
	public Codec codec() {
		return this.codec;
	}

	@Override
	public void ready(Subscription ready) {
		this.lanes.add(ready, ready.priority());
		if (this.room) {
			this.loop.execute(this::drain);
		}
	}

	@Override
	public void moved(Subscription subscription) {
		this.lanes.move(subscription, subscription.priority());
	}

	@Override
	public void decided(Subscription subscription, Decision decision, long publications) {
		this.decisions.add(decision);
	}

	@Override
	public void overflowed(Subscription ended) {
		this.overflowed = true;
		ended.cancel();
		this.lanes.remove(ended);
		this.established = false;
	}

	@Override
	public void insufficient(Subscription ended) {
		this.insufficient.put(ended, "insufficient");
		this.lanes.remove(ended);
		this.established = false;
	}

	private void checkPromise(StreamPosition since, Recovered answer, ChannelRule rule) {
		if (rule.recovery() == RecoveryMode.STREAM && answer.complete() && !answer.position().equals(since)) {
			this.problems.add("all after " + answer.position() + " for a client that stood at " + since);
		}
	}

	private void established(Subscription joined, @Nullable Recovered answer) {
		this.recovered = answer;
		StreamPosition from = (answer != null) ? answer.position() : joined.joinedAt();
		this.position = from;
		if (answer != null) {
			for (Publication publication : answer.publications()) {
				this.base = publication.data().toByteArray();
				read(publication.data().text(), publication.offset(), joined.rule());
			}
		}
		this.established = true;
		this.subscribing = false;
		joined.release();
	}

	private void drain() {
		Subscription first = this.lanes.first();
		while (this.room && first != null) {
			EncodedFrame frame = first.take(2000, true);
			if (frame != null) {
				this.frames++;
				for (String line : new String(frame.bytes(), StandardCharsets.UTF_8).split("\n")) {
					JsonNode push = JSON.readTree(line).path("push");
					if (push.has("join")) {
						this.joins++;
						continue;
					}
					JsonNode publication = push.path("pub");
					if (publication.has("epoch") && first.rule().history().isKept()) {
						startOver(publication.path("epoch").asString());
					}
					read(data(publication), publication.path("offset").asLong(0), first.rule());
				}
			}
			if (!first.isBehind()) {
				this.lanes.remove(first);
			}
			first = this.lanes.first();
		}
	}

	/** As client libraries do: another epoch begins to count anew. */
	private void startOver(String epoch) {
		if (!this.position.epoch().equals(epoch)) {
			this.position = new StreamPosition(epoch, 0);
			this.startedOver++;
		}
	}

	/** How often it was told of another epoch without having to subscribe anew. */
	int startedOver() {
		return this.startedOver;
	}

	private String data(JsonNode publication) {
		JsonNode data = publication.path("data");
		if (!this.options.delta()) {
			return data.toString();
		}
		byte[] text = data.asString().getBytes(StandardCharsets.UTF_8);
		byte[] known = this.base;
		if (publication.path("delta").asBoolean(false)) {
			if (known == null) {
				this.problems.add("a delta without a base: " + publication);
				return "";
			}
			this.deltas++;
			text = FossilDecoder.apply(known, text);
		}
		this.base = text;
		return new String(text, StandardCharsets.UTF_8);
	}

	private void read(String payload, long offset, ChannelRule rule) {
		this.payloads.add(payload);
		this.offsets.add(offset);
		this.positions.add(this.position.at(offset));
		if (!rule.history().isKept()) {
			return;
		}
		boolean jumps = rule.recovery() != RecoveryMode.STREAM;
		boolean fine = jumps ? offset > this.position.offset() : offset == this.position.offset() + 1;
		if (!fine) {
			this.problems.add("offset " + offset + " after " + this.position.offset());
		}
		this.position = this.position.at(offset);
	}

}
