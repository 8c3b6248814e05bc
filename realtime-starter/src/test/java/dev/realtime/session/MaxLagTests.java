package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.message.ChannelName;
import dev.realtime.outbound.Decision;
import dev.realtime.outbound.DecisionLog;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that acknowledges, but lags by more than it may: what it is spared, what it is
 * still given, and how it comes back.
 */
class MaxLagTests {

	private static final int WINDOW = 4000;

	private static final long MOST = 20_000;

	private static final String FILLER = "x".repeat(900);

	private static final Duration SWEEP = Duration.ofMillis(1100);

	private final SessionRig rig = new SessionRig(
			new SessionSettings(
					Duration.ofSeconds(10), new BackpressureSettings(WINDOW, MOST, 100_000, Duration.ofSeconds(60),
							Duration.ofSeconds(60), Duration.ZERO, 64),
					SessionSettings.DEFAULTS.heartbeat(), Duration.ZERO));

	private final Peer peer = this.rig.connect();

	@Test
	void whatMattersLeastIsSkippedFirstAndNoMoreThanNecessary() {
		subscribe("talk:1", "news:1", "urgent:1");
		fill("news:1", 1, 10);
		fill("talk:1", 1, 15);

		this.rig.loops.pass(SWEEP);
		List<String> heard = hearAll();

		assertThat(numbers(heard, "news:1")).as("within the lag that is allowed").hasSize(10);
		assertThat(numbers(heard, "talk:1")).isEmpty();
		assertThat(skipped("talk:1")).isEqualTo(15);
		assertThat(skipped("news:1")).isZero();
	}

	@Test
	void newestStateIsWhatRemainsOfAChannelThatMattersMore() {
		subscribe("talk:1", "news:1");
		fill("news:1", 1, 40);
		fill("talk:1", 1, 10);

		this.rig.loops.pass(SWEEP);
		List<String> heard = hearAll();

		assertThat(numbers(heard, "talk:1")).isEmpty();
		assertThat(numbers(heard, "news:1")).last().isEqualTo(40);
		assertThat(numbers(heard, "news:1")).hasSizeLessThan(8);
		assertThat(this.rig.sessions.stats().lagBytes()).isZero();
	}

	@Test
	void whatIsCriticalIsNeverSkipped() {
		subscribe("state:1", "talk:1");
		fill("state:1", 1, 60);
		fill("talk:1", 1, 5);

		this.rig.loops.pass(SWEEP);
		List<String> heard = hearAll();

		assertThat(numbers(heard, "state:1")).hasSize(60).isSorted();
		assertThat(numbers(heard, "talk:1")).isEmpty();
	}

	@Test
	void aboveTheLimitOnlyWhatIsCriticalOvertakesTheAcknowledgement() {
		subscribe("urgent:1", "feed:1");
		fill("feed:1", 1, 60);
		this.rig.loops.pass(SWEEP);
		List<String> before = this.peer.lines();
		assertThat(before).contains("{}");
		// One of two pings: half of what is under way has arrived, and half is.
		this.peer.says("{}");
		assertThat(this.peer.lines()).as("nothing before everything has arrived, which is asked for")
			.containsExactly("{}");

		this.rig.publish("urgent:1", "{\"wicket\":1}");

		assertThat(this.peer.lines()).first().asString().contains("wicket");
		assertThat(numbers(hearAll(), "feed:1")).last().isEqualTo(60);
		assertThat(decisions()).containsExactly(Decision.LAGGING, Decision.CAUGHT_UP);
	}

	@Test
	void whatIsPromisedIsCaughtUpWithInOrder() {
		subscribe("feed:1");
		fill("feed:1", 1, 90);
		this.rig.loops.pass(SWEEP);

		List<String> heard = hearAll();

		assertThat(numbers(heard, "feed:1")).hasSize(90).isSorted().doesNotHaveDuplicates();
		assertThat(this.rig.sessions.stats().lagBytes()).isZero();
	}

	@Test
	void commandsWaitUntilEverythingUnderWayHasArrived() {
		subscribe("feed:1");
		fill("feed:1", 1, 60);
		this.rig.loops.pass(SWEEP);
		this.peer.lines();

		this.peer.says("{\"id\":50,\"presence_stats\":{\"channel\":\"feed:1\"}}");
		assertThat(this.peer.lines()).isEmpty();

		assertThat(hearAll()).anyMatch((line) -> line.contains("\"id\":50"));
	}

	@Test
	void ruleMayWantTheConnectionToEnd() {
		subscribe("strict:1");
		fill("strict:1", 1, 60);

		this.rig.loops.pass(SWEEP);

		assertThat(this.peer.closeCode()).isEqualTo(3008);
		assertThat(this.peer.connection.closeReason().reason()).contains("too far behind");
		assertThat(this.rig.sessions.stats().lagBytes()).isZero();
	}

	@Test
	void lagIsTheNodesAsLongAsTheClientIsThere() {
		subscribe("feed:1");
		fill("feed:1", 1, 60);
		this.rig.loops.pass(SWEEP);
		assertThat(this.rig.sessions.stats().lagBytes()).isGreaterThan(MOST);

		this.peer.session.disconnected(1006, "gone");
		this.rig.loops.run();

		assertThat(this.rig.sessions.stats().lagBytes()).isZero();
	}

	private void subscribe(String... channels) {
		for (int i = 0; i < channels.length; i++) {
			this.peer.says("{\"id\":" + (2 + i) + ",\"subscribe\":{\"channel\":\"" + channels[i] + "\"}}");
		}
		this.peer.lines();
	}

	private void fill(String channel, int from, int to) {
		for (int i = from; i <= to; i++) {
			this.rig.publish(channel, "{\"n\":" + i + ",\"filler\":\"" + FILLER + "\"}");
		}
	}

	/** All that is sent while pings are answered, from the beginning. */
	private List<String> hearAll() {
		List<String> heard = new ArrayList<>();
		int silent = 0;
		while (silent < 3) {
			List<String> lines = this.peer.lines();
			heard.addAll(lines);
			lines.stream().filter("{}"::equals).forEach((ping) -> this.peer.says("{}"));
			this.rig.loops.pass(SWEEP);
			silent = lines.isEmpty() ? silent + 1 : 0;
			this.peer.says("{}");
		}
		return heard;
	}

	private static List<Integer> numbers(List<String> lines, String channel) {
		return lines.stream()
			.filter((line) -> line.contains("\"" + channel + "\"") && line.contains("\"n\":"))
			.map((line) -> Integer.valueOf(line.replaceAll(".*\"n\":(\\d+).*", "$1")))
			.toList();
	}

	private List<Decision> decisions() {
		return this.peer.session.decisions().stream().map(DecisionLog.Entry::decision).toList();
	}

	private long skipped(String channel) {
		return this.peer.session.decisions()
			.stream()
			.filter((entry) -> ChannelName.of(channel).equals(entry.channel()))
			.mapToLong(DecisionLog.Entry::publications)
			.sum();
	}

}
