package dev.realtime.slow;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.realtime.testing.BadNetwork;
import dev.realtime.testing.LossyLink;
import dev.realtime.testing.StampedCrowd;
import dev.realtime.testing.TcpProxy;

import static org.awaitility.Awaitility.await;

/**
 * A client behind a link that is cut, and one behind a link that delays and loses, among
 * an {@link Audience}. The bad link is made by the kernel ({@code tc netem}) in a network
 * namespace where that is possible, else imitated by a proxy; the output says which. How
 * to run it in full is said in {@link SlowReaderTests}.
 */
class SlowLinkTests {

	private static final Duration BEFORE = Duration.ofSeconds(2);

	private static final Duration CUT = Duration.ofSeconds(10);

	/** What is published later after a cut finds no room any more. */
	private static final Duration ROOM = Duration.ofSeconds(2);

	private static final LossyLink.Conditions BAD = new LossyLink.Conditions(300, 200, 5);

	private static final RunLength RUN = RunLength.ofThisRun();

	/** What is to be closed, the newest first. */
	private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

	private static Optional<BadNetwork> network;

	private static SlowServer server;

	private static Audience audience;

	@BeforeAll
	static void runWithoutSlowClients() {
		String[] properties = { // So little that talk is left behind within seconds.
				"realtime.backpressure.max-lag=256KB",
				// A whole run is as long as the default.
				"realtime.backpressure.close-after=120s" };
		network = BadNetwork.open(BAD);
		network.ifPresent(OPEN::push);
		server = network.map((made) -> SlowServer.startIn(made, properties))
			.orElseGet(() -> SlowServer.start(properties));
		OPEN.push(server);
		audience = new Audience(server, RUN.duration());
		OPEN.push(audience);
	}

	@AfterAll
	static void end() throws Exception {
		while (!OPEN.isEmpty()) {
			OPEN.pop().close();
		}
	}

	@Test
	void clientBehindACutLinkGetsWhatIsCriticalFirstAndDisturbsNobody() {
		audience.undisturbedBy(SlowLinkTests::cut);
	}

	@Test
	void clientBehindALinkThatDelaysAndLosesGetsWhatIsCriticalFirstAndDisturbsNobody() {
		audience.undisturbedBy(SlowLinkTests::delayAndLose);
	}

	private static void cut() {
		try (TcpProxy proxy = TcpProxy.to(server.address()); StampedCrowd slow = client()) {
			connect(slow, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));

			audience.begin();
			Pass.time(BEFORE);
			long cut = System.nanoTime();
			proxy.stall();
			Pass.time(CUT);
			long released = System.nanoTime();
			proxy.flow();
			Audience.Caught caught = audience.catchUp(slow);

			ArrivalOrder waited = new ArrivalOrder(slow.arrivals()).publishedBetween(cut + ROOM.toNanos(), released);
			Audience.say("link cut for " + CUT.toSeconds() + " s, what had to wait: " + waited);
			SoftAssertions.assertSoftly((softly) -> {
				softly.assertThat(waited.arrivals()).as("what had to wait").isNotEmpty();
				softly.assertThat(waited.arrivals().get(0).channel()).as("the first of it").isEqualTo("match:1:score");
				softly.assertThat(waited.aheadOfAnOlderScore()).as("overtaken scores").isZero();
				softly.assertThat(waited.scoresAheadOfOlder()).as("scores that overtook").isPositive();
				audience.assertServedByPriority(softly, slow, caught);
			});
		}
	}

	private static void delayAndLose() {
		long seed = Long.getLong("realtime.test.seed", System.nanoTime());
		try (LossyLink imitated = new LossyLink(server.address(), BAD, seed); StampedCrowd slow = client()) {
			network.ifPresent(BadNetwork::worsen);
			connect(slow, network.map((made) -> server.at(made.badAddress())).orElse(imitated.address()));

			long begin = audience.begin();
			Pass.time(RUN.duration());
			long released = System.nanoTime();
			network.ifPresentOrElse(BadNetwork::clear, imitated::clear);
			Audience.Caught caught = audience.catchUp(slow);

			ArrivalOrder bad = new ArrivalOrder(slow.arrivals()).between(begin, released);
			Audience.say("link of " + BAD + ", by " + (network.isPresent() ? "tc netem" : "a proxy with seed " + seed)
					+ ", for " + RUN.seconds() + " s: " + bad);
			SoftAssertions.assertSoftly((softly) -> {
				softly.assertThat(bad.aheadOfAnOlderScore()).as("overtaken scores").isZero();
				softly.assertThat(bad.scoresAheadOfOlder()).as("scores that overtook").isPositive();
				// Of 20 publications one is a score, four are of the feed, 15 are talk.
				softly.assertThat(bad.count("score") * 15).as("share of scores").isGreaterThan(bad.count("talk"));
				softly.assertThat(bad.count("feed") * 15)
					.as("share of feed, at least twice that of talk")
					.isGreaterThanOrEqualTo(bad.count("talk") * 4 * 2);
				audience.assertServedByPriority(softly, slow, caught);
			});
		}
	}

	private static StampedCrowd client() {
		return new StampedCrowd(new StampedCrowd.Plan(1, Audience.MATCH, 0, true));
	}

	private static void connect(StampedCrowd slow, InetSocketAddress address) {
		slow.connect(address);
		await().until(() -> slow.ready() == 1);
	}

}
