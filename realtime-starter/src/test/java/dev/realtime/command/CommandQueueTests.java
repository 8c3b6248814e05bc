package dev.realtime.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.realtime.protocol.ClientCommand;
import dev.realtime.protocol.CloseReason;

import static org.assertj.core.api.Assertions.assertThat;

class CommandQueueTests {

	private static final ClientCommand CONNECT = new ClientCommand.Connect(1, null, null, Map.of(), "", "", Map.of());

	private final List<ClientCommand> started = new ArrayList<>();

	private final CommandQueue queue = new CommandQueue(this.started::add);

	@Test
	void nothingStartsBeforeTheConnectHasEndedWell() {
		offer(CONNECT);
		offer(unsubscribe(2, "a"));
		offer(unsubscribe(3, "b"));
		assertThat(ids()).containsExactly(1L);

		this.queue.connected(true);
		assertThat(ids()).containsExactly(1L, 2L, 3L);
		assertThat(this.queue.waitingBytes()).isZero();
	}

	@Test
	void refusedConnectDropsWhatWaitsAndEndsTheConversation() {
		offer(CONNECT);
		offer(unsubscribe(2, "a"));
		this.queue.connected(false);

		assertThat(ids()).containsExactly(1L);
		assertThat(this.queue.waitingBytes()).isZero();
		assertThat(this.queue.offer(unsubscribe(3, "a"), 10)).extracting(CloseReason::code).isEqualTo(3501);
	}

	@Test
	void firstCommandMustBeConnectAndNoOtherMay() {
		assertThat(this.queue.offer(unsubscribe(1, "a"), 10)).extracting(CloseReason::code).isEqualTo(3501);
		offer(CONNECT);
		assertThat(this.queue.offer(CONNECT, 10)).extracting(CloseReason::code).isEqualTo(3501);
		this.queue.connected(true);
		assertThat(this.queue.offer(CONNECT, 10)).extracting(CloseReason::code).isEqualTo(3501);
	}

	@Test
	void commandsOfOneChannelRunOneAfterTheOtherAndOthersBeside() {
		connect();
		offer(unsubscribe(2, "a"));
		offer(unsubscribe(3, "a"));
		offer(unsubscribe(4, "b"));
		offer(unsubscribe(5, "a"));
		assertThat(ids()).containsExactly(2L, 4L);

		done(2);
		assertThat(ids()).containsExactly(2L, 4L, 3L);
		done(3);
		done(4);
		assertThat(ids()).containsExactly(2L, 4L, 3L, 5L);
	}

	@Test
	void methodsAndMessagesKeepTheirOrder() {
		connect();
		offer(new ClientCommand.Rpc(2, "x", null));
		offer(new ClientCommand.Send(null));
		offer(new ClientCommand.Rpc(4, "x", null));

		assertThat(ids()).containsExactly(2L);
		done(2);
		assertThat(ids()).containsExactly(2L, 0L);
	}

	@Test
	void eightAreUnderWayAtOnce() {
		connect();
		for (int i = 0; i < 20; i++) {
			offer(unsubscribe(i + 2, "channel:" + i));
		}
		assertThat(this.started).hasSize(8);

		for (int i = 0; i < 20; i++) {
			this.queue.done(this.started.get(i));
			assertThat(this.started).hasSize(Math.min(20, 9 + i));
		}
		assertThat(ids()).isSorted();
	}

	@Test
	void bytesThatWaitAreBounded() {
		connect();
		offer(unsubscribe(2, "a"));
		assertThat(this.queue.offer(unsubscribe(3, "a"), CommandQueue.MAX_WAITING_BYTES)).isNull();

		assertThat(this.queue.offer(unsubscribe(4, "a"), 1)).extracting(CloseReason::code).isEqualTo(3013);
		done(2);
		assertThat(this.queue.waitingBytes()).isZero();
	}

	@Test
	void whereReadingPausesNothingIsRefusedAndReadingGoesOnWhenHalfIsGone() {
		List<String> reading = new ArrayList<>();
		List<ClientCommand> running = new ArrayList<>();
		CommandQueue pausing = new CommandQueue(new Pausing(reading, running));
		pausing.offer(CONNECT, 10);
		pausing.connected(true);
		for (int i = 0; i < 5; i++) {
			assertThat(pausing.offer(unsubscribe(i + 2, "a"), 100_000)).isNull();
		}
		assertThat(reading).containsExactly("paused");

		for (int i = 1; i <= 2; i++) {
			pausing.done(running.get(i));
			assertThat(reading).containsExactly("paused");
		}
		pausing.done(running.get(3));

		assertThat(reading).containsExactly("paused", "on");
		assertThat(pausing.offer(unsubscribe(9, "a"), CommandQueue.MAX_PAUSED_BYTES)).extracting(CloseReason::code)
			.isEqualTo(3013);
	}

	@Test
	void readingGoesOnWhenWhatWaitedIsDropped() {
		List<String> reading = new ArrayList<>();
		CommandQueue pausing = new CommandQueue(new Pausing(reading, new ArrayList<>()));
		pausing.offer(CONNECT, 10);
		for (int i = 0; i < 5; i++) {
			assertThat(pausing.offer(unsubscribe(i + 2, "a"), 100_000)).isNull();
		}
		assertThat(reading).containsExactly("paused");

		pausing.connected(false);

		assertThat(reading).containsExactly("paused", "on");
	}

	@Test
	void commandsThatEndAtOnceDoNotPileUpOnTheStack() {
		CommandQueue[] self = new CommandQueue[1];
		int[] ended = { 0 };
		self[0] = new CommandQueue((command) -> {
			if (command instanceof ClientCommand.Connect) {
				return;
			}
			ended[0]++;
			self[0].done(command);
		});
		self[0].offer(CONNECT, 10);
		for (int i = 0; i < 20_000; i++) {
			self[0].offer(unsubscribe(i + 2, "a"), 10);
		}
		self[0].connected(true);

		assertThat(ended[0]).isEqualTo(20_000);
	}

	private void connect() {
		offer(CONNECT);
		this.queue.connected(true);
		this.started.clear();
	}

	private void offer(ClientCommand command) {
		assertThat(this.queue.offer(command, 10)).isNull();
	}

	private void done(long id) {
		this.queue.done(this.started.stream().filter((command) -> command.id() == id).findFirst().orElseThrow());
	}

	private List<Long> ids() {
		return this.started.stream().map(ClientCommand::id).toList();
	}

	private static ClientCommand unsubscribe(long id, String channel) {
		return new ClientCommand.Unsubscribe(id, channel);
	}

	private record Pausing(List<String> reading, List<ClientCommand> running) implements CommandQueue.Starter {

		@Override
		public void start(ClientCommand command) {
			this.running.add(command);
		}

		@Override
		public boolean pause() {
			this.reading.add("paused");
			return true;
		}

		@Override
		public void unpause() {
			this.reading.add("on");
		}

	}

}
