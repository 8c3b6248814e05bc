package dev.realtime.session;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.realtime.command.CommandKind;
import dev.realtime.command.CommandResult;
import dev.realtime.command.CommandSettings;
import dev.realtime.message.Payload;
import dev.realtime.reconnect.ClientLibrary;
import dev.realtime.reconnect.ReconnectTop.Entry;
import dev.realtime.session.SessionRig.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted of commands, and who is said to have come back. */
class CountedCommandsTests {

	private static final String RECOVERING = "\"channel\":\"a\",\"recover\":true,\"epoch\":\"e\",\"offset\":3";

	private final SessionRig rig = new SessionRig(SessionSettings.DEFAULTS);

	@Test
	void commandsAreCountedByHowTheyEnd() {
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}\n{\"id\":3,\"subscribe\":{\"channel\":\"a\"}}\n{}");
		peer.says("{\"id\":4,\"rpc\":{\"method\":\"vote\"}}");
		assertThat(ended(CommandKind.RPC, CommandResult.OK)).isZero();
		this.rig.answer.complete(Payload.json("1"));
		this.rig.loops.run();

		assertThat(ended(CommandKind.CONNECT, CommandResult.OK)).isEqualTo(1);
		assertThat(ended(CommandKind.SUBSCRIBE, CommandResult.OK)).isEqualTo(1);
		assertThat(ended(CommandKind.SUBSCRIBE, CommandResult.ERROR)).isEqualTo(1);
		assertThat(ended(CommandKind.RPC, CommandResult.OK)).isEqualTo(1);
		assertThat(this.rig.sessions.stats().pongs()).isEqualTo(1);
		assertThat(this.rig.sessions.stats().commands()).isEqualTo(5);
	}

	@Test
	void commandWhoseConnectionEndsBeforeItsAnswerIsAbandoned() {
		Peer peer = this.rig.connect();
		peer.says("{\"id\":2,\"rpc\":{\"method\":\"vote\"}}");

		peer.session.disconnected(1006, "gone");
		this.rig.loops.run();
		this.rig.answer.complete(Payload.json("1"));
		this.rig.loops.run();

		assertThat(ended(CommandKind.RPC, CommandResult.ABANDONED)).isEqualTo(1);
		assertThat(ended(CommandKind.RPC, CommandResult.OK)).isZero();
	}

	@Test
	void commandThatEndsTheConnectionIsCountedAsSuch() {
		this.rig.login = CompletableFuture.completedFuture(SessionRig.ann(null));
		Peer early = this.rig.open();
		early.says("{\"id\":1,\"publish\":{\"channel\":\"a\",\"data\":1}}");

		assertThat(early.closeCode()).isEqualTo(3501);
		assertThat(ended(CommandKind.PUBLISH, CommandResult.CLOSED)).isEqualTo(1);
	}

	@Test
	void commandsBeyondTheRateAreLimited() {
		SessionRig strict = new SessionRig(SessionSettings.DEFAULTS,
				new CommandSettings(1, CommandSettings.DEFAULTS.maxPayloadBytes(), 1,
						CommandSettings.DEFAULTS.historyLimit(), CommandSettings.DEFAULTS.deadline()));
		Peer peer = strict.connect();

		for (int id = 2; id < 12; id++) {
			peer.says("{\"id\":" + id + ",\"history\":{\"channel\":\"a\"}}");
		}

		assertThat(strict.commands.stats().ended(CommandKind.HISTORY, CommandResult.LIMITED)).isEqualTo(9);
		assertThat(strict.commands.stats().ended(CommandKind.HISTORY, CommandResult.OK)).isEqualTo(1);
	}

	@Test
	void clientThatAsksForWhatItMissedHasComeBackOnce() {
		Peer peer = this.rig.open();
		peer.says("{\"id\":1,\"connect\":{\"name\":\"dart\"}}");
		peer.says("{\"id\":2,\"subscribe\":{" + RECOVERING + "}}");
		peer.says("{\"id\":3,\"subscribe\":{" + RECOVERING.replace("\"a\"", "\"b\"") + "}}");

		assertThat(this.rig.sessions.reconnects().count(ClientLibrary.DART)).isEqualTo(1);
		assertThat(this.rig.sessions.reconnects().top(1).ranges()).containsExactly(new Entry("192.0.2.0/24", 1, 1));
	}

	@Test
	void clientThatRemembersWhatTheServerSubscribedItToHasComeBack() {
		Peer peer = this.rig.open();
		peer.says(
				"{\"id\":1,\"connect\":{\"name\":\"js\",\"subs\":{\"user:ann\":{\"recover\":true,\"epoch\":\"e\",\"offset\":1}}}}");

		assertThat(this.rig.sessions.reconnects().count(ClientLibrary.JS)).isEqualTo(1);
	}

	@Test
	void newClientHasNotComeBack() {
		Peer peer = this.rig.open();
		peer.says(
				"{\"id\":1,\"connect\":{\"name\":\"js\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"a\",\"recoverable\":true}}");

		assertThat(this.rig.sessions.reconnects().count(ClientLibrary.JS)).isZero();
	}

	@Test
	void clientThatIsToldToRecoverHasNotComeBack() {
		Peer peer = this.rig.open();
		peer.says("{\"id\":1,\"connect\":{\"name\":\"js\"}}\n{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}");
		peer.lines();
		this.rig.broker.loseEverything();
		this.rig.loops.run();
		assertThat(peer.lines()).anyMatch((line) -> line.contains("\"code\":2500"));

		peer.says("{\"id\":3,\"subscribe\":{" + RECOVERING + "}}");

		assertThat(this.rig.sessions.reconnects().count(ClientLibrary.JS)).isZero();
	}

	private long ended(CommandKind kind, CommandResult how) {
		return this.rig.commands.stats().ended(kind, how);
	}

}
