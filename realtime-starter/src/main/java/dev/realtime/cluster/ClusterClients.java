package dev.realtime.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.realtime.ConnectionCount;
import dev.realtime.RealtimeClients;
import dev.realtime.RealtimePublisher;
import dev.realtime.SendResult;
import dev.realtime.UserConnections;
import dev.realtime.cluster.RollCall.Roll;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.Payload;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

/**
 * The application's way to its users: the directory says which nodes to ask, the nodes
 * know the rest. When the directory cannot be read, all nodes are asked.
 */
public final class ClusterClients implements RealtimeClients {

	private final ClientDirectory directory;

	private final BusClients clients;

	private final RollCall roll;

	private final RealtimePublisher publisher;

	private final @Nullable Function<UserId, ChannelName> personalChannel;

	private final Function<Object, Payload> writer;

	private final int maxPayloadBytes;

	/**
	 * Makes them.
	 * @param directory knows registrations
	 * @param clients asks nodes
	 * @param publisher publishes to personal channels
	 * @param personalChannel names the channel of a user, or nothing if users have none
	 * @param writer writes a payload as JSON; throws an {@link IllegalArgumentException}
	 * if it cannot
	 * @param maxPayloadBytes the largest payload
	 */
	public ClusterClients(ClientDirectory directory, BusClients clients, RealtimePublisher publisher,
			@Nullable Function<UserId, ChannelName> personalChannel, Function<Object, Payload> writer,
			int maxPayloadBytes) {
		this.directory = directory;
		this.clients = clients;
		this.roll = new RollCall(directory, clients);
		this.publisher = publisher;
		this.personalChannel = personalChannel;
		this.writer = writer;
		this.maxPayloadBytes = maxPayloadBytes;
	}

	@Override
	public CompletionStage<UserConnections> connections(String user) {
		UserId id = named(user);
		return this.roll.call(id)
			.handle((found, failure) -> (found != null) ? CompletableFuture.completedFuture(listed(found))
					: everywhere(id))
			.thenCompose(Function.identity());
	}

	@Override
	public CompletionStage<SendResult> send(String user, Object payload) {
		UserId id = named(user);
		if (this.personalChannel != null) {
			return this.publisher.publish(this.personalChannel.apply(id).value(), payload)
				.thenApply((position) -> new SendResult(0, false, position));
		}
		Payload data = (payload instanceof Payload written) ? written : this.writer.apply(payload);
		if (data.size() > this.maxPayloadBytes) {
			throw new IllegalArgumentException(
					"The message for user '" + user + "' has " + data.size() + " bytes, the limit is "
							+ this.maxPayloadBytes + ": send less, or raise realtime.limits.max-payload-size");
		}
		return nodesOf(id).thenCompose((nodes) -> this.clients.send(id, data, nodes))
			.thenApply((answers) -> new SendResult(sum(answers), answers.isComplete(), null));
	}

	@Override
	public CompletionStage<ConnectionCount> disconnect(String user, CloseReason reason) {
		return this.clients.close(named(user), Objects.requireNonNull(reason, "reason"))
			.thenApply(ClusterClients::counted);
	}

	@Override
	public CompletionStage<ConnectionCount> disconnectClient(String client, CloseReason reason) {
		return this.clients.close(List.of(new ClientId(client)), Objects.requireNonNull(reason, "reason"), null)
			.thenApply(ClusterClients::counted);
	}

	@Override
	public CompletionStage<ConnectionCount> count() {
		return this.clients.count().thenApply(ClusterClients::counted);
	}

	/** The nodes on which a user is; nothing, which means all, if nobody knows. */
	private CompletionStage<@Nullable Set<NodeId>> nodesOf(UserId user) {
		return this.directory.find(user)
			.handle((found, failure) -> (found != null)
					? found.stream().map(Registration::node).collect(Collectors.toSet()) : null);
	}

	private CompletionStage<UserConnections> everywhere(UserId user) {
		return this.clients.find(user, null)
			.thenApply((answers) -> new UserConnections(answers.answers()
				.entrySet()
				.stream()
				.flatMap((node) -> node.getValue()
					.stream()
					.map((local) -> new Registration(local.client(), node.getKey(), local.sinceMillis())))
				.sorted(Registration.OLDEST_FIRST)
				.map(ClusterClients::connection)
				.toList(), answers.isComplete()));
	}

	private static UserConnections listed(Roll found) {
		return new UserConnections(found.present().stream().map(ClusterClients::connection).toList(),
				found.silent().isEmpty());
	}

	private static UserConnections.Connection connection(Registration registration) {
		return new UserConnections.Connection(registration.client(), registration.node(),
				Instant.ofEpochMilli(registration.sinceMillis()));
	}

	private static ConnectionCount counted(NodeAnswers<Integer> answers) {
		return new ConnectionCount(answers.answers().values().stream().mapToLong(Integer::longValue).sum(),
				answers.isComplete());
	}

	private static int sum(NodeAnswers<Integer> answers) {
		return Math.toIntExact(counted(answers).connections());
	}

	private static UserId named(String user) {
		if (user.isEmpty()) {
			throw new IllegalArgumentException(
					"A user has a name; clients without a user cannot be found by it, disconnect them by client id");
		}
		return UserId.of(user);
	}

}
