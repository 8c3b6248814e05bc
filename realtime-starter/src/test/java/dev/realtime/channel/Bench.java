package dev.realtime.channel;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.realtime.broker.HistoryPolicy;
import dev.realtime.broker.PublishRequest;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Payload;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Recovery;
import dev.realtime.protocol.JsonCodec;

/**
 * A node's channels on the workbench.
 */
final class Bench {

	static final ChannelName CHANNEL = ChannelName.of("match:42:score");

	private static final String[] PLAYERS = { "कोहली", "Pollard 🏏", "धोनी", "de Kock", "Ñandú" };

	private static final String LARGE = "{\"n\":%d,\"title\":\"मुंबई इंडियंस v Chennai Super Kings\",\"batter\":\"%s\",\"place\":\""
			+ "Rajiv Gandhi International Stadium, Hyderabad \",\"toss\":\"Mumbai Indians bat\",\"runs\":%d}";

	final HandDrivenLoops loops;

	final GatedBroker broker;

	final Channels channels;

	private final Map<StreamPosition, Integer> places = new HashMap<>();

	private int published;

	private boolean large;

	Bench(int loopCount) {
		this(loopCount, new ChannelSettings(Duration.ofSeconds(5), 8, 1024 * 1024, 64 * 1024 * 1024));
	}

	Bench(int loopCount, ChannelSettings settings) {
		this.loops = new HandDrivenLoops(loopCount);
		this.broker = new GatedBroker(this.loops);
		this.channels = new Channels(this.loops.loops(), this.broker, settings, new JsonCodec());
	}

	static ChannelRule rule(RecoveryMode recovery, int historySize) {
		HistoryPolicy history = (historySize == 0) ? HistoryPolicy.NONE
				: new HistoryPolicy(historySize, Duration.ofHours(1));
		return new ChannelRule(ChannelPattern.of("**"), Priority.NORMAL, recovery, history, ClientRights.NONE,
				Shaping.plain(recovery));
	}

	static ChannelRule conflating(RecoveryMode recovery, int historySize) {
		ChannelRule rule = rule(recovery, historySize);
		return new ChannelRule(rule.pattern(), rule.priority(), recovery, rule.history(),
				new ClientRights(false, false, false, true),
				new Shaping(true, true, null, false, Overflow.of(recovery)));
	}

	/** A rule like another, with another way to hand over. */
	static ChannelRule shaped(ChannelRule rule, Shaping shaping) {
		return new ChannelRule(rule.pattern(), rule.priority(), rule.recovery(), rule.history(), rule.rights(),
				shaping);
	}

	/** A rule like another, with another priority. */
	static ChannelRule prioritized(ChannelRule rule, Priority priority) {
		return new ChannelRule(rule.pattern(), priority, rule.recovery(), rule.history(), rule.rights(),
				rule.shaping());
	}

	/** Lets a policy hold, and everything that follows from it happen. */
	void apply(TrafficPolicy policy) {
		this.channels.apply(policy);
		this.loops.settle();
	}

	TestSubscriber subscriber(int loop) {
		return new TestSubscriber(this.loops.loop(loop), this.channels);
	}

	/** A loop that is not the home of the channel. */
	int away() {
		return (this.loops.loops().of(CHANNEL) == this.loops.loop(0)) ? 1 : 0;
	}

	TestSubscriber subscribed(int loop, ChannelRule rule) {
		TestSubscriber subscriber = subscriber(loop);
		subscribe(subscriber, rule, Recovery.NONE);
		this.loops.settle();
		return subscriber;
	}

	void subscribe(TestSubscriber subscriber, ChannelRule rule, Recovery recovery) {
		this.loops.in(subscriber.loop(), () -> subscriber.subscribe(CHANNEL, rule, recovery));
	}

	/** From now on what is published is large, and most of it what it was before. */
	void large() {
		this.large = true;
	}

	String payload(int number) {
		return this.large ? LARGE.formatted(number, PLAYERS[number % PLAYERS.length], 7L * number)
				: String.valueOf(number);
	}

	/** Publishes the next number; nothing turns. */
	int publish(ChannelRule rule) {
		return publish(rule, rule.priority());
	}

	int publish(ChannelRule rule, Priority priority) {
		this.published++;
		this.broker
			.publish(new PublishRequest(CHANNEL, Payload.json(payload(this.published)), priority, null, Map.of(), null,
					rule.history()))
			.thenAccept((place) -> this.places.put(place, this.published));
		return this.published;
	}

	void publish(ChannelRule rule, int count) {
		for (int i = 0; i < count; i++) {
			publish(rule);
		}
	}

	int published() {
		return this.published;
	}

	/** Which number was published at a position, 0 for none. */
	int numberAt(StreamPosition position) {
		return this.places.getOrDefault(position, 0);
	}

	/** How many homes and shards there are. */
	int size() {
		int size = 0;
		for (int i = 0; i < this.loops.loops().all().size(); i++) {
			size += this.channels.size(this.loops.loop(i));
		}
		return size;
	}

}
