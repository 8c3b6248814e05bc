package dev.realtime.channel;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.realtime.broker.Broker;
import dev.realtime.broker.BrokerListener;
import dev.realtime.loop.Loop;
import dev.realtime.loop.Loops;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.Codec;

/**
 * The front door of the room: subscribes connections and takes what the broker hears.
 *
 * <p>
 * Holds no state of its own but the map from a loop to what lives there; homes and shards
 * are touched on their loops only. Thread-safe where a method says "any thread".
 */
public final class Channels implements BrokerListener {

	/** The most subscribers of a channel who are told of each other. */
	public static final int MOST_TOLD = 200;

	private final Loops loops;

	private final Broker broker;

	private final ChannelSettings settings;

	private final Codec codec;

	private final ChannelStats stats = new ChannelStats();

	private final TailBudget budget;

	private volatile TrafficPolicy policy = TrafficPolicy.NORMAL;

	private final Map<Loop, Place> places = new IdentityHashMap<>();

	/**
	 * Makes the channels of a node and listens to the broker.
	 * @param loops where homes and shards live
	 * @param broker where publications come from
	 * @param settings bounds
	 * @param codec the encoding that deliveries are prepared in
	 */
	public Channels(Loops loops, Broker broker, ChannelSettings settings, Codec codec) {
		this.loops = loops;
		this.broker = broker;
		this.settings = settings;
		this.codec = codec;
		this.budget = new TailBudget(settings.tailBudgetBytes(), this::shortenTails);
		loops.all()
			.forEach((loop) -> this.places.put(loop,
					new Place(new Ingress(loop, this.stats, (channel) -> heal(loop, channel)),
							new HandOvers(loop, this.stats.deliveryRecorder()))));
		broker.listener(this);
	}

	/**
	 * Subscribes a connection. Called on the subscriber's loop; so are the callbacks, one
	 * of which is called later unless the subscription is cancelled before.
	 * @param channel the channel
	 * @param rule the rule it matches
	 * @param subscriber the connection
	 * @param options what it wants
	 * @param onJoined the subscription stands, held, and has its position
	 * @param onFailure the broker could not subscribe or be read
	 * @return the subscription, to be cancelled; nothing else may be asked of it before
	 * {@code onJoined}
	 */
	public Subscription subscribe(ChannelName channel, ChannelRule rule, Subscriber subscriber,
			SubscribeOptions options, Consumer<Subscription> onJoined, Consumer<Throwable> onFailure) {
		Loop loop = subscriber.loop();
		Place place = place(loop);
		ChannelShard shard = place.shards.computeIfAbsent(channel, (name) -> new ChannelShard(name, rule, loop,
				this.broker.clock(name), this.stats, place.handOvers, this.policy, this::empty));
		Subscription subscription = new Subscription(shard, subscriber, this::readHistory, options, onJoined);
		shard.joining();
		Loop homeLoop = this.loops.of(channel);
		homeLoop.executeNowOrLater(() -> home(homeLoop, channel, rule).join(shard, subscription, (failure) -> {
			if (!subscription.isCancelled()) {
				subscription.cancel();
				onFailure.accept(failure);
			}
		}));
		return subscription;
	}

	/**
	 * Lets another policy hold for all channels; what it changes for those who wait takes
	 * effect at once. Any thread.
	 * @param newPolicy what holds from now on
	 */
	public void apply(TrafficPolicy newPolicy) {
		this.policy = newPolicy;
		// Whatever a loop makes of an older policy meanwhile, the newest comes to it
		// last.
		this.places.forEach((loop, place) -> loop.execute(() -> {
			TrafficPolicy newest = this.policy;
			List.copyOf(place.shards.values()).forEach((shard) -> shard.apply(newest));
		}));
	}

	/**
	 * Returns the policy that holds.
	 * @return the one applied last, any thread
	 */
	public TrafficPolicy policy() {
		return this.policy;
	}

	/**
	 * Returns how much memory the newest publications take.
	 * @return a live view, any thread
	 */
	public TailBudget tailBudget() {
		return this.budget;
	}

	/**
	 * Returns a look at the channels there are.
	 * @return asked from any thread
	 */
	public ChannelSurvey survey() {
		Map<Loop, Map<ChannelName, ChannelHome>> homes = new IdentityHashMap<>();
		this.places.forEach((loop, place) -> homes.put(loop, place.homes));
		return new ChannelSurvey(homes, this::policy);
	}

	/**
	 * Returns what the channels have done.
	 * @return a live view, any thread
	 */
	public ChannelStats stats() {
		return this.stats;
	}

	@Override
	public void published(ChannelName channel, Publication publication) {
		atHome(channel, (home) -> home.published(publication));
	}

	@Override
	public void joined(ChannelName channel, ClientInfo client) {
		atHome(channel, (home) -> home.joined(client));
	}

	@Override
	public void left(ChannelName channel, ClientInfo client) {
		atHome(channel, (home) -> home.left(client));
	}

	@Override
	public void interrupted(ChannelName channel) {
		atHome(channel, ChannelHome::verify);
	}

	/** How many homes and shards live on a loop; in its turn. */
	int size(Loop loop) {
		Place place = place(loop);
		return place.homes.size() + place.shards.size();
	}

	private void atHome(ChannelName channel, Consumer<ChannelHome> message) {
		Place place = place(this.loops.of(channel));
		place.ingress.enter(channel, () -> {
			ChannelHome home = place.homes.get(channel);
			if (home != null) {
				message.accept(home);
			}
		});
	}

	private void shortenTails() {
		this.places.forEach((loop, place) -> loop.execute(() -> {
			place.homes.values().forEach(ChannelHome::shorten);
			place.shards.values().forEach(ChannelShard::shorten);
		}));
	}

	private void heal(Loop loop, ChannelName channel) {
		ChannelHome home = place(loop).homes.get(channel);
		if (home != null) {
			home.verify();
		}
	}

	private ChannelHome home(Loop loop, ChannelName channel, ChannelRule rule) {
		Place place = place(loop);
		ChannelHome home = place.homes.get(channel);
		if (home == null) {
			home = new ChannelHome(channel, rule, loop, this.broker, this.settings, this.codec, this.stats, this.budget,
					(absent) -> forget(place, absent));
			place.homes.put(channel, home);
			this.stats.channelOpened();
		}
		return home;
	}

	private void forget(Place place, ChannelHome absent) {
		if (place.homes.remove(absent.channel(), absent)) {
			this.stats.channelEnded();
		}
	}

	private void empty(ChannelShard shard) {
		place(shard.loop()).shards.remove(shard.channel(), shard);
		Loop loop = this.loops.of(shard.channel());
		loop.executeNowOrLater(() -> {
			ChannelHome home = place(loop).homes.get(shard.channel());
			if (home != null) {
				home.leave(shard);
			}
		});
	}

	private void readHistory(ChannelShard shard, StreamPosition since, Consumer<@Nullable List<Delivery>> answer) {
		Loop loop = this.loops.of(shard.channel());
		loop.executeNowOrLater(() -> {
			ChannelHome home = place(loop).homes.get(shard.channel());
			if (home == null) {
				shard.loop().executeNowOrLater(() -> answer.accept(null));
			}
			else {
				home.catchUp(shard, since, answer);
			}
		});
	}

	private Place place(Loop loop) {
		Place place = this.places.get(loop);
		if (place == null) {
			throw new IllegalArgumentException(loop + " is not a loop of this node");
		}
		return place;
	}

	/** What lives on one loop. */
	private static final class Place {

		private final Ingress ingress;

		private final HandOvers handOvers;

		private final Map<ChannelName, ChannelHome> homes = new HashMap<>();

		private final Map<ChannelName, ChannelShard> shards = new HashMap<>();

		Place(Ingress ingress, HandOvers handOvers) {
			this.ingress = ingress;
			this.handOvers = handOvers;
		}

	}

}
