package dev.realtime.endpoint;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

import dev.realtime.RealtimeClients;
import dev.realtime.endpoint.OrderDesk.Paper;
import dev.realtime.inspect.ClusterConnections;
import dev.realtime.inspect.Cursor;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;
import dev.realtime.protocol.CloseReason;
import dev.realtime.session.SessionFilter;

/**
 * {@code /actuator/realtimeconnections}: who is connected.
 */
@WebEndpoint(id = "realtimeconnections", defaultAccess = Access.READ_ONLY)
public final class ConnectionsEndpoint {

	private static final int USUAL = 50;

	private final ClusterView view;

	private final ClusterConnections connections;

	private final RealtimeClients clients;

	/**
	 * Makes the endpoint.
	 * @param view knows the nodes
	 * @param connections asks them
	 * @param clients ends connections
	 */
	public ConnectionsEndpoint(ClusterView view, ClusterConnections connections, RealtimeClients clients) {
		this.view = view;
		this.connections = connections;
		this.clients = clients;
	}

	/**
	 * Finds connections that are all of what is said: by node, on each node in the order
	 * in which they came.
	 * @param user who stands behind them; empty for anonymous clients
	 * @param client their id
	 * @param address with which their remote addresses begin
	 * @param channel to which they have subscribed
	 * @param node the name of the node to ask, all if it is not said
	 * @param limit how many, from 1 to 100; 50 if it is not said
	 * @param cursor the next of the page before
	 * @return a page
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> connections(@Nullable String user, @Nullable String client,
			@Nullable String address, @Nullable String channel, @Nullable String node, @Nullable Integer limit,
			@Nullable String cursor) {
		NodeId on = (node != null) ? this.view.names().find(node).orElse(null) : null;
		if (node != null && on == null) {
			return this.view.names().unknownResponse(Set.of(node));
		}
		try {
			SessionFilter filter = new SessionFilter((user != null) ? UserId.of(user) : null,
					(client != null) ? new ClientId(client) : null, address,
					(channel != null) ? ChannelName.of(channel) : null);
			Cursor behind = (cursor != null) ? Cursor.parse(cursor) : Cursor.START;
			return Waiting.found(this.connections.page(filter, behind, (limit != null) ? limit : USUAL, on),
					ConnectionsDescriptor::of);
		}
		catch (IllegalArgumentException ex) {
			return Problem.response(Problem.NO_SENSE, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Looks at one connection.
	 * @param client its id
	 * @return all that is known of it
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> connection(@Selector String client) {
		return Waiting.response(this.connections.find(new ClientId(client)),
				(found) -> found.content()
					.<WebEndpointResponse<OperationResponseBody>>map(
							(detail) -> new WebEndpointResponse<>(ConnectionDetailDescriptor.of(detail)))
					.orElseGet(() -> Problem.nobodyKnows("client " + client + " is connected", found.missing())));
	}

	/**
	 * Ends a connection.
	 * @param client its id
	 * @param reconnect whether its client library is to connect again, perhaps to another
	 * node; if not, it is told to stop for good
	 * @param by who wants it, or for whom whoever is logged in wants it
	 * @param reason why, for the client and for the log
	 * @param security knows who is logged in
	 * @return what the client was told
	 */
	@DeleteOperation
	public WebEndpointResponse<OperationResponseBody> disconnect(@Selector String client, @Nullable Boolean reconnect,
			@Nullable String by, @Nullable String reason, SecurityContext security) {
		Paper paper = new Paper(security, by, null, reason);
		CloseReason close = Boolean.TRUE.equals(reconnect) ? CloseReason.FORCE_RECONNECT : CloseReason.FORCE_DISCONNECT;
		CloseReason told = (reason != null && !reason.isBlank()) ? close.because(paper.why()) : close;
		return OrderDesk.signed(paper, (signature) -> disconnect(client, told, paper));
	}

	private WebEndpointResponse<OperationResponseBody> disconnect(String client, CloseReason told, Paper paper) {
		return Waiting.response(this.clients.disconnectClient(client, told), (count) -> {
			if (count.connections() == 0) {
				return count.complete() ? Problem.response(Problem.UNKNOWN, "no client " + client + " is connected")
						: Problem.response(Problem.AWAY,
								"no node that answers has client " + client + ", and not all nodes answer: try again");
			}
			OrderDesk.log("client " + client + " is disconnected", paper);
			return new WebEndpointResponse<>(
					new DisconnectedDescriptor(client, told.code(), told.reason(), told.isReconnect(), paper.who()));
		});
	}

}
