package dev.realtime.flash;

import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.testing.ConnectionEnd;
import dev.realtime.testing.ForkedApplication;
import dev.realtime.testing.ForkedCalls;
import dev.realtime.testing.Latencies;
import dev.realtime.testing.StampedCrowd;
import dev.realtime.testing.StampedCrowd.Heard;
import dev.realtime.testing.StampedCrowd.Plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * 2,600 clients come to a node that has room for 2,000 and takes 1,800, while it is told
 * to say more than it can. Those who are inside miss no wicket; the others are told when
 * to come back; whoever asks whether the node is ready is answered; and the tiers go up
 * and come down by themselves.
 */
class FlashCrowdTests {

	private static final List<String> MATCH = List.of(Commentator.WICKETS, Commentator.TALK);

	private static final int INSIDE = 1650;

	/** They hear nothing but wickets, so that it is known how long those take. */
	private static final int WATCHING = 50;

	private static final int ARRIVING = 900;

	private static final int ARRIVALS_PER_SECOND = 300;

	/** Of 4 KB each, for each of 1,800. */
	private static final int MOST_TALK = 1000;

	private static final JsonMapper JSON = JsonMapper.shared();

	@Test
	void crowdIsTurnedAwayWhileThoseInsideMissNothingThatMatters() {
		try (ForkedApplication node = ForkedApplication.start(FlashApplication.class);
				StampedCrowd inside = new StampedCrowd(new Plan(INSIDE, MATCH, 0, false));
				StampedCrowd watching = new StampedCrowd(new Plan(WATCHING, List.of(Commentator.WICKETS), 0, false));
				StampedCrowd late = new StampedCrowd(new Plan(ARRIVING, MATCH, 0, false))) {
			ForkedCalls calls = new ForkedCalls(node, "127.0.0.1");
			InetSocketAddress address = new InetSocketAddress("127.0.0.1", node.port());
			watching.connect(address);
			inside.arrive(address, 500);
			await().atMost(Duration.ofSeconds(30)).until(() -> inside.ready() + watching.ready() == INSIDE + WATCHING);
			Readiness readiness = new Readiness(calls);

			late.arrive(address, ARRIVALS_PER_SECOND);
			int talk = talkTooMuch(calls);
			await().atMost(Duration.ofSeconds(60)).until(() -> late.ready() + late.endings().size() == ARRIVING);
			calls.post("/talk/0");
			await().atMost(Duration.ofSeconds(60)).until(() -> tiers(calls).endsWith("NORMAL"));
			List<Double> answers = readiness.stop();
			Latencies.Summary refusals = summary(calls.post("/refusals"));

			say(talk + " publications of talk a second; tiers " + calls.post("/tiers"));
			say("refused at the node " + refusals + ", as clients saw it " + late.refusals());
			say("readiness: " + answers.size() + " answers, the slowest " + answers.get(answers.size() - 1) + " ms");
			say("wickets where only they are heard: " + watching.latencies());
			SoftAssertions.assertSoftly((softly) -> {
				softly.assertThat(late.ready()).as("let in: the node looks twice a second").isBetween(50, 400);
				softly.assertThat(late.endings()).allSatisfy(FlashCrowdTests::assertToldWhenToComeBack);
				softly.assertThat(refusals.count()).isEqualTo(late.endings().size());
				softly.assertThat(refusals.p99()).as("time to refuse, ms").isLessThan(100);
				softly.assertThat(answers.get(answers.size() - 1))
					.as("the longest time to answer whether it is ready, ms")
					.isLessThan(200);
				softly.assertThat(inside.endings()).as("of those inside").isEmpty();
			});
			shed(calls, inside);
			Map<String, Long> newest = Map.of(Commentator.WICKETS,
					JSON.readTree(calls.post("/newest")).path(Commentator.WICKETS).asLong());
			await().atMost(Duration.ofSeconds(20)).until(() -> inside.behind(newest) + watching.behind(newest) == 0);
			for (StampedCrowd crowd : List.of(inside, watching, late)) {
				assertThat(crowd.heard(Commentator.WICKETS)).returns(0L, Heard::missing)
					.returns(0L, Heard::repeated)
					.returns(0, Heard::unrecovered);
			}
		}
	}

	/** More and more, until it is more than this machine can do; answers how much. */
	private static int talkTooMuch(ForkedCalls calls) {
		int perSecond = 20;
		do {
			perSecond *= 2;
			calls.post("/talk/" + perSecond);
			long since = System.nanoTime();
			await().atMost(Duration.ofSeconds(30))
				.until(() -> tiers(calls).contains("SHED") || System.nanoTime() - since >= TimeUnit.SECONDS.toNanos(3));
		}
		while (!tiers(calls).contains("SHED") && perSecond < MOST_TALK);
		assertThat(tiers(calls)).as("tiers at %d publications of talk a second", perSecond).contains("SHED");
		return perSecond;
	}

	/** Talk stops, wickets go on, everywhere. */
	private static void shed(ForkedCalls calls, StampedCrowd inside) {
		calls.post("/talk/10");
		long talk = inside.heard(Commentator.TALK).received();
		await().until(() -> inside.heard(Commentator.TALK).received() > talk + INSIDE);
		calls.post("/tier/SHED");
		await().until(() -> tiers(calls).endsWith("SHED"));
		await().until(() -> isStill(() -> inside.heard(Commentator.TALK).received()));
		long talkThen = inside.heard(Commentator.TALK).received();
		long wicketsThen = inside.heard(Commentator.WICKETS).received();

		await().atMost(Duration.ofSeconds(20))
			.until(() -> inside.heard(Commentator.WICKETS).received() >= wicketsThen + 10L * INSIDE);

		assertThat(inside.heard(Commentator.TALK).received()).as("talk under SHED").isEqualTo(talkThen);
		say("under SHED: no talk, " + (inside.heard(Commentator.WICKETS).received() - wicketsThen) + " wickets for "
				+ INSIDE);
		calls.post("/tier/NORMAL");
		await().atMost(Duration.ofSeconds(20)).until(() -> inside.heard(Commentator.TALK).received() > talkThen);
		calls.post("/talk/0");
	}

	/** What was under way when it was ordered still arrives. */
	private static boolean isStill(LongSupplier figure) {
		long before = figure.getAsLong();
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
		return figure.getAsLong() == before;
	}

	private static void assertToldWhenToComeBack(ConnectionEnd end) {
		assertThat(end.reason()).startsWith("HTTP/1.1 503").containsPattern("(?i)\r\nretry-after: [1-9][0-9]*\r\n");
	}

	private static Latencies.Summary summary(String json) {
		return JSON.readValue(json, Latencies.Summary.class);
	}

	/** Figures are of use when nothing fails, too. */
	private static void say(String figures) {
		System.out.println("[flash] " + figures);
	}

	private static String tiers(ForkedCalls calls) {
		JsonNode changes = JSON.readTree(calls.post("/tiers"));
		List<String> tiers = new ArrayList<>();
		changes.forEach((change) -> tiers.add(change.asString().replaceFirst("^\\S+ s (\\w+):.*", "$1")));
		return String.join(" ", tiers);
	}

	/** Asks again and again whether the node is ready. */
	private static final class Readiness {

		private static final String PATH = "/actuator/health/readiness";

		private final List<Double> millis = new ArrayList<>();

		private final ForkedCalls calls;

		private final Thread thread = new Thread(this::ask, "readiness");

		private volatile boolean stopped;

		/**
		 * The first answer of a process loads half of the actuator; probes have asked
		 * before.
		 */
		Readiness(ForkedCalls calls) {
			this.calls = calls;
			calls.get(PATH);
			this.thread.start();
		}

		private void ask() {
			while (!this.stopped) {
				long since = System.nanoTime();
				HttpResponse<String> answer = this.calls.get(PATH);
				this.millis.add((System.nanoTime() - since) / 1e6);
				assertThat(answer.statusCode()).isEqualTo(200);
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
			}
		}

		/** What each answer took, sorted. */
		List<Double> stop() {
			this.stopped = true;
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return this.millis.stream().sorted().toList();
		}

	}

}
