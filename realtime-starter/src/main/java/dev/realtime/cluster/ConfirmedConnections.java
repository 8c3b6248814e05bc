package dev.realtime.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.realtime.admission.UserConnections;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;

/**
 * What the limit per user knows of connections: registrations that their nodes confirm.
 */
public final class ConfirmedConnections implements UserConnections {

	private final RollCall roll;

	private final BusClients clients;

	/**
	 * Makes them.
	 * @param directory knows registrations
	 * @param clients asks nodes
	 */
	public ConfirmedConnections(ClientDirectory directory, BusClients clients) {
		this.roll = new RollCall(directory, clients);
		this.clients = clients;
	}

	@Override
	public CompletionStage<List<Connection>> confirm(UserId user) {
		return this.roll.call(user).thenApply((found) -> {
			found.silent().forEach((registration) -> this.roll.remove(user, registration));
			return Stream
				.concat(found.present().stream().map((one) -> new Aged(one, true)),
						found.silent().stream().map((one) -> new Aged(one, false)))
				.sorted(Comparator.comparing(Aged::registration, Registration.OLDEST_FIRST))
				.map((one) -> new Connection(one.registration.client(), one.registration.node(), one.confirmed))
				.toList();
		});
	}

	@Override
	public CompletionStage<Void> close(List<Connection> connections, CloseReason reason) {
		return this.clients
			.close(connections.stream().map(Connection::client).toList(), reason,
					connections.stream().map(Connection::node).collect(Collectors.toSet()))
			.thenApply((closed) -> null);
	}

	private record Aged(Registration registration, boolean confirmed) {

	}

}
