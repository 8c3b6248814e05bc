package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.realtime.channel.ChannelPattern;
import dev.realtime.channel.PriorityOverrides;
import dev.realtime.channel.PriorityOverrides.PriorityOverride;
import dev.realtime.channel.TrafficPolicy;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that acknowledge late, sockets that take nothing for a while, channels of every
 * kind, a node that throttles and sheds, an operator who changes priorities, a broker
 * that loses a channel: in an order drawn by lot. When everything has settled each client
 * knows what the server knows, on the way no offset was out of order, and no delta met a
 * wrong base.
 *
 * <p>
 * A failure names its seed; {@code -Drealtime.test.seed=N} replays it.
 */
class RandomBackpressureTests {

	private static final int SCHEDULES = 150;

	private static final int STEPS = 250;

	private static final String[] NAMES = { "धोनी", "Pollard 🏏", "Ñandú", "de Kock" };

	private static final List<String> CHANNELS = List.of("urgent:1", "idle:1", "state:1", "talk:1", "news:1", "score:1",
			"feed");

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void everyClientKnowsInTheEndWhatTheServerKnows(boolean batching) {
		Long replay = Long.getLong("realtime.test.seed");
		long first = (replay != null) ? replay : System.nanoTime();
		int count = (replay != null) ? 1 : SCHEDULES;
		for (long seed = first; seed < first + count; seed++) {
			try {
				new Schedule(new Random(seed), batching).play();
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("Schedule with -Drealtime.test.seed=" + seed + " failed: " + ex.getMessage(),
						ex);
			}
		}
	}

	@Test
	void everyKindOfDecisionIsMetOnTheWay() {
		long skipped = 0;
		long slowed = 0;
		int told = 0;
		for (long seed = 1; seed <= 20; seed++) {
			Schedule schedule = new Schedule(new Random(seed), false);
			schedule.play();
			skipped += schedule.rig.channels.stats().skipped();
			slowed += schedule.rig.sessions.stats().timesSlowed();
			told += schedule.clients.stream().mapToInt(RandomClient::toldToRecover).sum();
		}

		assertThat(skipped).isGreaterThan(100);
		assertThat(slowed).isGreaterThan(10);
		assertThat(told).isPositive();
	}

	private static final class Schedule {

		private final Random random;

		private final SessionRig rig;

		private final List<RandomClient> clients = new ArrayList<>();

		private final Map<String, String> newest = new HashMap<>();

		private int published;

		Schedule(Random random, boolean batching) {
			this.random = random;
			Duration delay = batching ? Duration.ofMillis(100) : Duration.ZERO;
			this.rig = new SessionRig(new SessionSettings(Duration.ofSeconds(10),
					new BackpressureSettings(2000 + random.nextInt(20_000), 5000 + random.nextInt(20_000), 1_000_000,
							Duration.ofSeconds(3), Duration.ofMinutes(10), delay, 8),
					SessionSettings.DEFAULTS.heartbeat(), Duration.ZERO));
			for (int i = 0; i < 4; i++) {
				this.clients.add(new RandomClient(this.rig, CHANNELS));
			}
		}

		void play() {
			for (int i = 0; i < STEPS; i++) {
				step();
			}
			this.rig.channels.apply(TrafficPolicy.NORMAL);
			settle();
			// What was skipped for a client is made good by what follows.
			CHANNELS.forEach(this::publish);
			settle();
			check();
		}

		private void step() {
			RandomClient client = this.clients.get(this.random.nextInt(this.clients.size()));
			switch (this.random.nextInt(14)) {
				case 0, 1, 2, 3 -> publish(CHANNELS.get(this.random.nextInt(CHANNELS.size())));
				case 4 -> {
					for (int i = 0; i < 20; i++) {
						publish(CHANNELS.get(this.random.nextInt(CHANNELS.size())));
					}
				}
				case 5, 6 -> client.read();
				case 7, 8 -> client.pong();
				case 9 -> this.rig.loops.pass(Duration.ofMillis(this.random.nextInt(1500)));
				case 10 -> {
					if (this.random.nextBoolean()) {
						client.stick();
					}
					else {
						client.unstick();
						this.rig.loops.run();
					}
				}
				case 11 -> this.rig.channels.apply(policy());
				case 12 -> comeBack(client);
				case 13 -> lose();
				default -> throw new IllegalStateException("Fourteen kinds of steps");
			}
		}

		private void publish(String channel) {
			this.published++;
			String json = "{\"n\":" + this.published + ",\"batter\":\"" + NAMES[this.published % NAMES.length]
					+ "\",\"place\":\"Rajiv Gandhi International Stadium, Hyderabad, "
					+ "x".repeat(this.random.nextInt(300)) + "\"}";
			this.newest.put(channel, json);
			this.rig.publish(channel, json);
		}

		private void comeBack(RandomClient client) {
			switch (this.random.nextInt(4)) {
				case 0 -> client.reconnect();
				case 1 -> {
					client.read();
					client.resubscribe(CHANNELS.get(this.random.nextInt(CHANNELS.size())));
				}
				default -> client.read();
			}
		}

		private void lose() {
			if (this.random.nextInt(4) == 0) {
				String channel = this.random.nextBoolean() ? "score:1" : "feed";
				this.rig.broker.lose(ChannelName.of(channel));
				this.rig.loops.run();
			}
		}

		private TrafficPolicy policy() {
			Priority[] priorities = Priority.values();
			PriorityOverrides overrides = this.random.nextBoolean() ? PriorityOverrides.NONE
					: new PriorityOverrides(List
						.of(new PriorityOverride(ChannelPattern.of(this.random.nextBoolean() ? "score:*" : "idle:*"),
								priorities[this.random.nextInt(priorities.length)])));
			return new TrafficPolicy(this.random.nextBoolean(), this.random.nextInt(3) == 0, overrides);
		}

		private void settle() {
			this.clients.forEach(RandomClient::unstick);
			// The longest anybody waits: told to recover every 30 s.
			for (int i = 0; i < 80; i++) {
				for (RandomClient client : this.clients) {
					if (client.isClosed()) {
						client.reconnect();
					}
					client.read();
					while (client.owesPong()) {
						client.pong();
						client.read();
					}
				}
				this.rig.loops.pass(Duration.ofMillis(500));
			}
		}

		private void check() {
			for (RandomClient client : this.clients) {
				assertThat(client.problems()).isEmpty();
				for (String channel : CHANNELS) {
					assertThat(client.newest(channel)).as(channel).isEqualTo(this.newest.get(channel));
				}
			}
			assertThat(this.rig.sessions.stats().lagBytes()).isZero();
			assertThat(this.rig.sessions.stats().slow()).isZero();
			assertThat(this.rig.loops.failures()).isZero();
		}

	}

}
