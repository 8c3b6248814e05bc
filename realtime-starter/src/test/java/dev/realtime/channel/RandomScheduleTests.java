package dev.realtime.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.realtime.channel.PriorityOverrides.PriorityOverride;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Recovery;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything at once, in an order drawn by lot: publications, subscribes, unsubscribes,
 * recoveries, clients without room and such that lag by too much, loops that turn late, a
 * node that throttles, sheds and does so no more, an operator who changes priorities, a
 * broker that answers late, that does not hear for a while, that fails, that begins a new
 * epoch and that loses everything and counts from 1 again. At a client offsets never
 * decrease and, on a stream channel, never skip; at the end everything that was to be
 * handed over is accounted for.
 *
 * <p>
 * A failure names its seed; {@code -Drealtime.test.seed=N} replays it.
 */
class RandomScheduleTests {

	private static final int SCHEDULES = 1500;

	private static final int STEPS = 300;

	private static final int CLIENTS = 6;

	/** The longest a home waits before it reads or asks again. */
	private static final Duration LONGEST_RETRY = Duration.ofSeconds(32);

	@Test
	void streamClientsMissNothingAndSeeNothingTwice() {
		run(RecoveryMode.STREAM);
	}

	@Test
	void cacheClientsEndWithTheNewestAndNeverGoBack() {
		run(RecoveryMode.CACHE);
	}

	@Test
	void streamClientsMissNothingAlsoWhereTheBrokerIsDeafAndFails() {
		run(RecoveryMode.STREAM, true);
	}

	@Test
	void cacheClientsEndWithTheNewestAlsoWhereTheBrokerIsDeafAndFails() {
		run(RecoveryMode.CACHE, true);
	}

	private static void run(RecoveryMode mode) {
		run(mode, false);
	}

	private static void run(RecoveryMode mode, boolean faults) {
		Long replay = Long.getLong("realtime.test.seed");
		long first = (replay != null) ? replay : System.nanoTime();
		int count = (replay != null) ? 1 : SCHEDULES;
		for (long seed = first; seed < first + count; seed++) {
			try {
				new Schedule(mode, new Random(seed), faults).play();
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("Schedule with -Drealtime.test.seed=" + seed + " failed: " + ex.getMessage(),
						ex);
			}
		}
	}

	private static final class Schedule {

		private final RecoveryMode mode;

		private final Random random;

		private final boolean faults;

		private final Bench bench;

		private final ChannelRule rule;

		private final List<TestSubscriber> clients = new ArrayList<>();

		private boolean deaf;

		Schedule(RecoveryMode mode, Random random, boolean faults) {
			this.mode = mode;
			this.random = random;
			this.faults = faults;
			// Sometimes a tail much shorter than history, so that cursors fall off it.
			long tailBytes = random.nextBoolean() ? 800 : 1024 * 1024;
			this.bench = new Bench(1 + random.nextInt(3),
					new ChannelSettings(Duration.ofSeconds(5), 8, tailBytes, 64 * 1024 * 1024));
			int history = 8 + random.nextInt(60);
			boolean conflate = mode == RecoveryMode.CACHE && random.nextBoolean();
			Duration throttle = random.nextBoolean() ? Duration.ofMillis(300) : null;
			Shaping shaping = new Shaping(true, conflate, throttle, throttle != null && random.nextBoolean(),
					Overflow.of(mode));
			Priority priority = Priority.values()[random.nextInt(Priority.values().length)];
			this.rule = Bench.shaped(Bench.prioritized(Bench.rule(mode, history), priority), shaping);
			if (random.nextBoolean()) {
				this.bench.large();
			}
			for (int i = 0; i < CLIENTS; i++) {
				TestSubscriber client = this.bench.subscriber(random.nextInt(this.bench.loops.loops().all().size()));
				this.clients.add((i % 2 == 0) ? client.withDeltas() : client);
			}
		}

		void play() {
			this.bench.broker.close();
			for (int i = 0; i < STEPS; i++) {
				step();
				if (this.faults && this.random.nextInt(12) == 0) {
					fault();
				}
			}
			this.bench.broker.fail(false);
			hearAgain();
			this.bench.broker.open();
			this.bench.apply(TrafficPolicy.NORMAL);
			for (TestSubscriber client : this.clients) {
				this.bench.loops.in(client.loop(), () -> client.room(true));
			}
			this.bench.loops.settle();
			this.bench.loops.pass(this.faults ? LONGEST_RETRY : Duration.ofSeconds(1));
			check();
			checkAccounts();
		}

		private void step() {
			TestSubscriber client = this.clients.get(this.random.nextInt(CLIENTS));
			switch (this.random.nextInt(12)) {
				case 0, 1, 2 -> this.bench.publish(this.rule,
						(this.random.nextInt(8) == 0) ? Priority.CRITICAL : this.rule.priority());
				case 3, 4 -> this.bench.loops.turnAny(this.random);
				case 5 -> this.bench.broker.maybePass(this.random);
				case 6 -> client.loop().execute(() -> client.room(this.random.nextBoolean()));
				case 7 -> client.loop().execute(() -> toggle(client));
				case 8 -> this.bench.loops.advanceMillis(this.random.nextInt(400));
				case 9 -> this.bench.broker.passOne();
				case 10 -> this.bench.channels.apply(policy());
				case 11 -> client.loop().execute(() -> overflow(client));
				default -> throw new IllegalStateException("Twelve kinds of steps");
			}
		}

		private void fault() {
			switch (this.random.nextInt(6)) {
				case 0 -> {
					this.deaf = true;
					this.bench.broker.deaf(true);
				}
				case 1 -> hearAgain();
				case 2 -> this.bench.broker.fail(true);
				case 3 -> this.bench.broker.fail(false);
				case 4 -> beginNewEpoch();
				case 5 -> loseEverything();
				default -> throw new IllegalStateException("Six kinds of faults");
			}
		}

		private TrafficPolicy policy() {
			PriorityOverrides priorities = this.random.nextBoolean() ? PriorityOverrides.NONE
					: new PriorityOverrides(List.of(new PriorityOverride(ChannelPattern.of("match:**"),
							Priority.values()[this.random.nextInt(Priority.values().length)])));
			return new TrafficPolicy(this.random.nextBoolean(), this.random.nextInt(4) == 0, priorities);
		}

		private static void overflow(TestSubscriber client) {
			if (client.isEstablished()) {
				client.subscription().overflow();
			}
		}

		/** What was confirmed is lost, and whoever asks learns of it. */
		private void beginNewEpoch() {
			this.bench.broker.fork();
			this.bench.channels.interrupted(Bench.CHANNEL);
		}

		private void loseEverything() {
			this.bench.broker.lose();
			this.bench.channels.interrupted(Bench.CHANNEL);
		}

		/** Whoever was deaf is told so. */
		private void hearAgain() {
			if (this.deaf) {
				this.deaf = false;
				this.bench.broker.deaf(false);
				this.bench.channels.interrupted(Bench.CHANNEL);
			}
		}

		private void toggle(TestSubscriber client) {
			if (client.isWanted()) {
				client.unsubscribe();
				return;
			}
			boolean recover = client.position().isKnown();
			client.subscribe(Bench.CHANNEL, this.rule, recover ? new Recovery(true, client.position()) : Recovery.NONE);
		}

		/** Whatever was to be handed over was, was left out, or nobody waits for it. */
		private void checkAccounts() {
			ChannelStats stats = this.bench.channels.stats();
			assertThat(stats.expected())
				.as("delivered %s, skipped %s, abandoned %s", stats.delivered(), stats.skipped(), stats.abandoned())
				.isEqualTo(stats.delivered() + stats.skipped() + stats.abandoned());
			assertThat(stats.fanoutRatio()).isEqualTo(1);
			assertThat(stats.subscriptions())
				.isEqualTo(this.clients.stream().filter(TestSubscriber::isEstablished).count());
			this.clients.stream().filter(TestSubscriber::isWanted).forEach(this::unsubscribe);
			this.bench.loops.settle();
			this.bench.loops.pass(LONGEST_RETRY);
			this.bench.loops.pass(LONGEST_RETRY);
			assertThat(this.bench.size()).isZero();
			assertThat(stats.subscriptions()).isZero();
			assertThat(stats.channels()).isZero();
		}

		/** The epoch without the marks of the gated broker for those that followed. */
		private static StreamPosition beforeForks(StreamPosition position) {
			return new StreamPosition(position.epoch().replace("'", ""), position.offset());
		}

		private void unsubscribe(TestSubscriber client) {
			this.bench.loops.in(client.loop(), client::unsubscribe);
		}

		private void check() {
			for (TestSubscriber client : this.clients) {
				assertThat(client.problems()).isEmpty();
				for (int i = 0; i < client.positions().size(); i++) {
					StreamPosition place = beforeForks(client.positions().get(i));
					assertThat(client.payloads().get(i)).as("publication at %s", place)
						.isEqualTo(this.bench.payload(this.bench.numberAt(place)));
				}
				StreamPosition end = this.bench.broker.position(Bench.CHANNEL);
				// Where nothing was published yet, a cache client has nothing to be told.
				if (client.isEstablished() && (this.mode == RecoveryMode.STREAM || end.offset() > 0)) {
					assertThat(beforeForks(client.position()))
						.as("a %s client that is subscribed and has room knows everything", this.mode)
						.isEqualTo(beforeForks(end));
				}
			}
		}

	}

}
