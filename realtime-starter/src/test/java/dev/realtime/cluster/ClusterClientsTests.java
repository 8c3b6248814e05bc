package dev.realtime.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.ConnectionCount;
import dev.realtime.RealtimeClients;
import dev.realtime.SendResult;
import dev.realtime.UserConnections;
import dev.realtime.cluster.memory.MemoryClientDirectory;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.Payload;
import dev.realtime.message.StreamPosition;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;
import dev.realtime.testing.GatedClientDirectory;
import dev.realtime.testing.PausableBus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What an application hears of its users' connections, with nodes that answer, stand
 * still or are gone.
 */
class ClusterClientsTests {

	private static final NodeId HERE = new NodeId("here", "i1");

	private static final NodeId THERE = new NodeId("there", "i2");

	private static final UserId ANNA = UserId.of("anna");

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	private final GatedClientDirectory directory = new GatedClientDirectory(
			new MemoryClientDirectory(this.cluster, HERE));

	private final Node here = new Node(this.cluster, HERE);

	private final Node there = new Node(this.cluster, THERE);

	private final List<String> published = new ArrayList<>();

	private final RealtimeClients clients = clients(null);

	@BeforeEach
	void connect() {
		this.here.connect("c1");
		this.there.connect("c2");
		this.here.connect("c3");
	}

	@Test
	void connectionsOfAllNodesAreListedOldestFirst() {
		UserConnections found = done(this.clients.connections("anna"));

		assertThat(names(found)).containsExactly("c1 here", "c2 there", "c3 here");
		assertThat(found.complete()).isTrue();
		assertThat(done(this.clients.connections("ben")).connections()).isEmpty();
	}

	@Test
	void registrationItsNodeDoesNotConfirmIsNotListedAndRemoved() {
		this.there.local.clients.clear();

		assertThat(names(done(this.clients.connections("anna")))).containsExactly("c1 here", "c3 here");

		assertThat(this.cluster.size()).isEqualTo(2);
	}

	@Test
	void registrationsOfADeadNodeAreNotListedAndRemoved() {
		this.cluster.leave(THERE);

		UserConnections found = done(this.clients.connections("anna"));

		assertThat(names(found)).containsExactly("c1 here", "c3 here");
		assertThat(found.complete()).isTrue();
		assertThat(this.cluster.size()).isEqualTo(2);
	}

	@Test
	void silentNodeMakesTheAnswerIncompleteAndKeepsItsRegistrations() {
		this.there.bus.pause();

		UserConnections found = done(this.clients.connections("anna"));
		assertThat(names(found)).containsExactly("c1 here", "c3 here");
		assertThat(found.complete()).isFalse();
		assertThat(this.cluster.size()).isEqualTo(3);
		assertThat(done(this.clients.send("anna", "hi"))).isEqualTo(new SendResult(2, false, null));
		assertThat(done(this.clients.count())).isEqualTo(new ConnectionCount(2, false));

		this.there.bus.resume();
		assertThat(done(this.clients.connections("anna")).complete()).isTrue();
	}

	@Test
	void withoutTheDirectoryAllNodesAreAsked() {
		this.directory.away(true);

		UserConnections found = done(this.clients.connections("anna"));

		assertThat(names(found)).containsExactlyInAnyOrder("c1 here", "c2 there", "c3 here");
		assertThat(found.complete()).isTrue();
		assertThat(done(this.clients.send("anna", "hi"))).isEqualTo(new SendResult(3, true, null));
	}

	@Test
	void messageGoesToTheNodesThatHaveTheUserOnly() {
		assertThat(done(this.clients.send("anna", Payload.json("{\"a\":1}")))).isEqualTo(new SendResult(3, true, null));
		assertThat(this.here.local.heard).containsExactly("anna {\"a\":1}");
		assertThat(this.there.local.heard).containsExactly("anna {\"a\":1}");

		assertThat(done(this.clients.send("ben", "hi"))).isEqualTo(new SendResult(0, true, null));
		assertThat(this.here.local.heard).hasSize(1);
		assertThat(this.there.local.heard).hasSize(1);
	}

	@Test
	void messageGoesThroughTheUsersChannelWhereThereIsOne() {
		SendResult result = done(clients((user) -> ChannelName.of("user:" + user.value())).send("anna", "hi"));

		assertThat(this.published).containsExactly("user:anna hi");
		assertThat(result).isEqualTo(new SendResult(0, false, new StreamPosition("e", 7)));
		assertThat(this.here.local.heard).isEmpty();
	}

	@Test
	void userIsDisconnectedEverywhereRegisteredOrNot() {
		this.cluster.lose();

		assertThat(done(this.clients.disconnect("anna"))).isEqualTo(new ConnectionCount(3, true));

		assertThat(this.here.local.heard).containsExactly("close anna 3503");
		assertThat(this.there.local.heard).containsExactly("close anna 3503");
	}

	@Test
	void clientIsDisconnectedWhereverItIs() {
		CloseReason away = new CloseReason(4400, "come back later");

		assertThat(done(this.clients.disconnectClient("c2", away))).isEqualTo(new ConnectionCount(1, true));
		assertThat(done(this.clients.disconnectClient("nobody"))).isEqualTo(new ConnectionCount(0, true));

		assertThat(this.there.local.heard).containsExactly("close [c2] 4400", "close [nobody] 3503");
	}

	@Test
	void connectionsAreCountedOnAllNodes() {
		assertThat(done(this.clients.count())).isEqualTo(new ConnectionCount(3, true));
	}

	@Test
	void whatIsWrongIsRefusedAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.connections(""));
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.disconnectClient(""));
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.send("anna", "x".repeat(200)))
			.withMessageContaining("202 bytes, the limit is 100")
			.withMessageContaining("realtime.limits.max-payload-size");
	}

	@Test
	void messageOfAnotherVersionIsIgnoredAndCounted() {
		byte[] known = ClientMessage.write((out) -> ClientMessage.writeUser(out, ANNA));
		byte[] newer = known.clone();
		newer[0] = 2;

		for (byte[] strange : List.of(newer, new byte[0], new byte[] { 1 }, Arrays.copyOf(known, known.length - 1),
				new byte[] { 1, 127, 127, 127, 127 })) {
			BusAnswers answers = done(this.here.bus.ask("clients.find", strange, Set.of(THERE)));
			assertThat(answers.answers().get(THERE)).isEmpty();
		}
		assertThat(this.there.busClients.notUnderstood()).isEqualTo(5);

		done(this.here.bus.ask("clients.find", known, Set.of(THERE)));
		assertThat(this.there.busClients.notUnderstood()).isEqualTo(5);
	}

	@Test
	void answerOfAnotherVersionMakesItIncomplete() {
		NodeId newer = new NodeId("newer", "i3");
		MemoryNodeBus bus = MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, newer));
		bus.handle("clients.count", (request) -> CompletableFuture.completedFuture(new byte[] { 2, 0, 0, 0, 9 }));

		assertThat(done(this.clients.count())).isEqualTo(new ConnectionCount(3, false));
	}

	private RealtimeClients clients(@Nullable Function<UserId, ChannelName> personalChannel) {
		return new ClusterClients(this.directory, this.here.busClients, (channel, payload, options) -> {
			this.published.add(channel + " " + payload);
			return CompletableFuture.completedFuture(new StreamPosition("e", 7));
		}, personalChannel, (payload) -> Payload.json("\"" + payload + "\""), 100);
	}

	private static List<String> names(UserConnections found) {
		return found.connections()
			.stream()
			.map((connection) -> connection.client() + " " + connection.node().name())
			.toList();
	}

	private static <T> T done(CompletionStage<T> stage) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS);
		return future.join();
	}

	/** A node whose clients are a list. */
	private static final class Node {

		private final FakeLocal local = new FakeLocal();

		private final PausableBus bus;

		private final BusClients busClients;

		private final ClientDirectory directory;

		Node(MemoryCluster cluster, NodeId id) {
			this.bus = new PausableBus(MemoryNodeBus.join(cluster, new MemoryNodeDirectory(cluster, id)));
			this.busClients = new BusClients(this.bus, this.local);
			this.directory = new MemoryClientDirectory(cluster, id);
		}

		void connect(String client) {
			this.local.clients.add(new ClientId(client));
			done(this.directory.register(ANNA, new ClientId(client)));
		}

	}

	/** Everybody is Anna. */
	private static final class FakeLocal implements LocalClients {

		private final List<ClientId> clients = new ArrayList<>();

		private final List<String> heard = new ArrayList<>();

		@Override
		public List<Local> of(UserId user) {
			return user.equals(ANNA) ? this.clients.stream().map((client) -> new Local(client, 1)).toList() : List.of();
		}

		@Override
		public int count() {
			return this.clients.size();
		}

		@Override
		public CompletionStage<Integer> send(UserId user, Payload message) {
			this.heard.add(user + " " + message.text());
			return CompletableFuture.completedFuture(of(user).size());
		}

		@Override
		public CompletionStage<Integer> close(UserId user, CloseReason reason) {
			this.heard.add("close " + user + " " + reason.code());
			return CompletableFuture.completedFuture(of(user).size());
		}

		@Override
		public CompletionStage<Integer> close(Collection<ClientId> asked, CloseReason reason) {
			this.heard.add("close " + asked + " " + reason.code());
			return CompletableFuture.completedFuture((int) asked.stream().filter(this.clients::contains).count());
		}

	}

}
