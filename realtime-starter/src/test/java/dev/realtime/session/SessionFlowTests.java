package dev.realtime.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.realtime.command.CommandSettings;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When bytes leave for a client, and when they do not.
 */
class SessionFlowTests {

	private static final int WINDOW = 64 * 1024;

	private static final String KILOBYTE = "\"" + "x".repeat(1000) + "\"";

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	@Test
	void nothingLeavesBeyondTheWindowUntilAPongComes() {
		Peer peer = subscribed("a");

		publish("a", 200);
		List<String> first = peer.lines();
		assertThat(bytes(first)).isBetween(WINDOW / 4 - 2000L, WINDOW / 4 + 10L);
		assertThat(first).contains("{}");

		publish("a", 1);
		assertThat(peer.lines()).isEmpty();
	}

	@Test
	void windowOpensForAClientThatAcknowledgesInTime() {
		Peer peer = subscribed("a");
		publish("a", 300);
		// It has heard all it was sent: what it is sent next is one window.
		List<String> lines = peer.lines();
		for (int i = 0; i < 2; i++) {
			lines.stream().filter("{}"::equals).forEach((ping) -> peer.says("{}"));
			lines = peer.lines();
		}
		publish("a", 200);
		long sent = bytes(lines) + bytes(peer.lines());

		assertThat(sent).isBetween(WINDOW - 4000L, WINDOW + 20L);
	}

	@Test
	void everythingLeavesInOrderAsPongsCome() {
		Peer peer = subscribed("a");
		IntStream.range(0, 90).forEach((number) -> this.rig.publish("a", "[" + number + "," + KILOBYTE + "]"));

		List<String> heard = new ArrayList<>();
		List<String> lines = peer.lines();
		while (!lines.isEmpty()) {
			heard.addAll(lines.stream().filter((line) -> !line.equals("{}")).toList());
			lines.stream().filter("{}"::equals).forEach((ping) -> peer.says("{}"));
			lines = peer.lines();
		}

		assertThat(heard).hasSize(90);
		assertThat(heard).extracting((line) -> Integer.valueOf(line.replaceAll(".*\\[(\\d+),.*", "$1")))
			.containsExactlyElementsOf(IntStream.range(0, 90).boxed().toList());
	}

	@Test
	void frameLargerThanTheWindowLeavesWhenNothingElseIsUnderWay() {
		Peer peer = subscribed("a");

		this.rig.publish("a", "\"" + "x".repeat(2 * WINDOW) + "\"");

		// The replies before it are still under way: only the ping leaves that asks for
		// them.
		assertThat(peer.lines()).containsExactly("{}");
		peer.says("{}");
		List<String> lines = peer.lines();
		assertThat(lines).hasSize(2).last().isEqualTo("{}");
		assertThat(lines.get(0)).hasSizeGreaterThan(2 * WINDOW);
	}

	@Test
	void urgentChannelIsServedFirstWhenThereIsRoomAgain() {
		Peer peer = subscribed("idle:1");
		peer.says("{\"id\":3,\"subscribe\":{\"channel\":\"urgent:1\"}}");
		peer.lines();
		publish("idle:1", 80);
		List<String> first = peer.lines();

		publish("idle:1", 5);
		this.rig.publish("urgent:1", KILOBYTE);
		assertThat(peer.lines()).isEmpty();
		first.stream().filter("{}"::equals).forEach((ping) -> peer.says("{}"));

		assertThat(peer.lines().get(0)).contains("urgent:1");
	}

	@Test
	void oneWriteIsInFlightAndWhatComesMeanwhileLeavesTogether() {
		Peer peer = subscribed("a");
		peer.connection.stick();

		this.rig.publish("a", "1");
		this.rig.publish("a", "2");
		this.rig.publish("a", "3");
		long writes = this.rig.sessions.stats().writes();
		assertThat(peer.lines()).hasSize(1);

		peer.connection.unstick();
		this.rig.loops.run();
		assertThat(peer.lines()).hasSize(2);
		assertThat(this.rig.sessions.stats().writes()).isEqualTo(writes + 1);
	}

	@Test
	void commandsOfAClientThatDoesNotReadWaitAndNoneIsLost() {
		for (int channel = 0; channel < 60; channel++) {
			for (int i = 0; i < 60; i++) {
				this.rig.publish("a:" + channel, KILOBYTE);
			}
		}
		Peer peer = this.rig.connect();
		peer.connection.stick();
		peer.says(IntStream.range(0, 60)
			.mapToObj((channel) -> "{\"id\":" + (channel + 2) + ",\"subscribe\":{\"channel\":\"a:" + channel
					+ "\",\"recover\":true}}")
			.collect(Collectors.joining("\n")));
		this.rig.loops.pass(Duration.ofSeconds(10));
		assertThat(peer.closeCode()).isZero();

		peer.connection.unstick();
		this.rig.loops.run();

		assertThat(peer.closeCode()).isZero();
		assertThat(peer.lines()).filteredOn((line) -> line.contains("\"recovered\":true"))
			.extracting((line) -> Integer.valueOf(line.replaceAll("^\\{\"id\":(\\d+),.*", "$1")))
			.containsExactlyInAnyOrderElementsOf(IntStream.range(2, 62).boxed().toList());
	}

	@Test
	void oneReplyLargerThanTheLimitIsNoReasonToEndTheConnection() {
		IntStream.range(0, 20).forEach((number) -> this.rig.publish("a", "\"" + "x".repeat(60_000) + "\""));
		Peer peer = this.rig.connect();

		peer.says("{\"id\":2,\"history\":{\"channel\":\"a\",\"limit\":100}}");

		assertThat(peer.lines().get(0)).hasSizeGreaterThan(BackpressureSettings.DEFAULTS.maxReplyBytes());
		assertThat(peer.closeCode()).isZero();
	}

	@Test
	void refusalsThatNobodyReadsEndTheConnectionAsSlow() {
		SessionRig small = new SessionRig(new SessionSettings(Duration.ofSeconds(10),
				new BackpressureSettings(WINDOW, 1024 * 1024, 4000, Duration.ofSeconds(5), Duration.ofSeconds(60),
						Duration.ZERO, 64),
				SessionSettings.DEFAULTS.heartbeat(), Duration.ZERO),
				new CommandSettings(4, 1000, 6, 100, Duration.ofSeconds(4)));
		Peer peer = small.connect();
		peer.connection.stick();

		for (int id = 2; id < 200; id++) {
			peer.says("{\"id\":" + id + ",\"rpc\":{\"method\":\"x\"}}");
		}
		small.loops.pass(Duration.ofSeconds(2));

		assertThat(peer.closeCode()).isEqualTo(3008);
		assertThat(peer.connection.closeReason().reason()).contains("bytes of replies wait, the limit is 4000");
		assertThat(small.sessions.stats().active()).isZero();
	}

	@Test
	void replyThatWaitsBehindAWriteLeavesBeforeTheEnd() {
		Peer peer = this.rig.connect();
		peer.connection.stick();
		peer.says("{\"id\":2,\"unsubscribe\":{\"channel\":\"a\"}}");
		peer.says("{\"id\":3,\"unsubscribe\":{\"channel\":\"a\"}}\nnonsense");
		assertThat(peer.closeCode()).isZero();

		peer.connection.unstick();
		this.rig.loops.run();

		assertThat(peer.lines()).contains("{\"id\":3,\"unsubscribe\":{}}");
		assertThat(peer.closeCode()).isEqualTo(3501);
	}

	@Test
	void replyThatNobodyReadsHoldsUpTheEndForOneSecond() {
		Peer peer = this.rig.connect();
		peer.connection.stick();
		peer.says("{\"id\":2,\"unsubscribe\":{\"channel\":\"a\"}}");
		peer.says("{\"id\":3,\"unsubscribe\":{\"channel\":\"a\"}}\nnonsense");
		assertThat(this.rig.sessions.stats().active()).isZero();

		this.rig.loops.pass(Duration.ofMillis(1100));

		assertThat(peer.closeCode()).isEqualTo(3501);
	}

	@Test
	void floodOfMessagesEndsTheConnectionBecauseThereIsNoReplyToRefuseThemIn() {
		SessionRig strict = new SessionRig(SessionSettings.DEFAULTS,
				new CommandSettings(4, 1000, 6, 100, Duration.ofSeconds(4)));
		Peer peer = strict.connect();

		for (int i = 0; i < 9; i++) {
			peer.says("{\"send\":{\"data\":1}}");
		}
		assertThat(peer.closeCode()).isZero();
		peer.says("{\"send\":{\"data\":1}}");

		assertThat(peer.closeCode()).isEqualTo(3013);
		assertThat(peer.connection.closeReason().reason()).isEqualTo("too many requests: send less often");
	}

	private Peer subscribed(String channel) {
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"" + channel + "\"}}");
		peer.lines();
		return peer;
	}

	private void publish(String channel, int count) {
		IntStream.range(0, count).forEach((number) -> this.rig.publish(channel, KILOBYTE));
	}

	private static long bytes(List<String> lines) {
		return lines.stream().mapToLong((line) -> line.length() + 1).sum();
	}

}
