package dev.realtime.protocol;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientId;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Payload;
import dev.realtime.message.Publication;
import dev.realtime.message.StreamPosition;

/**
 * One message from the server: a reply to a command, a push that nobody asked for, or the
 * ping. The three are different types, so none carries fields of another. Encoded case by
 * case, so that a new frame does not compile until every codec writes it.
 */
public sealed interface ServerFrame {

	/**
	 * Calls the method of the handler that belongs to this kind of frame.
	 * @param handler has a method for every kind
	 * @param <R> what the handler answers
	 * @return the answer
	 */
	<R> R dispatchTo(Handler<R> handler);

	/** The answer to one command. */
	sealed interface Reply extends ServerFrame {

		/**
		 * Returns the number of the command this answers.
		 * @return from 1 to 2^32 - 1
		 */
		long id();

	}

	/** A message the client did not ask for. */
	sealed interface Push extends ServerFrame {

	}

	/** The empty message, which a client answers with an empty command. */
	record Ping() implements ServerFrame {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.ping(this);
		}

	}

	/**
	 * The command failed.
	 *
	 * @param error why
	 */
	record ErrorReply(long id, ProtocolError error) implements Reply {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.errorReply(this);
		}

	}

	/**
	 * The session is open.
	 *
	 * @param client the connection's id
	 * @param version version of the server, free text
	 * @param expiresInSeconds after how many seconds the client must refresh its
	 * credential, 0 for never
	 * @param data what the application tells the client at connect
	 * @param subscriptions the complete set of server-side subscriptions
	 * @param pingSeconds how often the server pings
	 * @param pong whether the client is to answer pings
	 * @param session secret of an emulated session, empty for none
	 * @param node on which node the session is, empty if clients are not to know
	 * @param timeMillis the server's clock in milliseconds since 1970, 0 to omit
	 */
	record ConnectReply(long id, ClientId client, String version, long expiresInSeconds, @Nullable Payload data,
			Map<String, SubscribeResult> subscriptions, int pingSeconds, boolean pong, String session, String node,
			long timeMillis) implements Reply {

		/** Copies the map. */
		public ConnectReply {
			subscriptions = Map.copyOf(subscriptions);
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.connectReply(this);
		}

		/** Leaves out the session, which is a secret. */
		@Override
		public String toString() {
			return "ConnectReply[id=" + this.id + ", client=" + this.client + ", subscriptions="
					+ this.subscriptions.size() + "]";
		}

	}

	/**
	 * The subscription is on.
	 *
	 * @param result its properties and what was recovered
	 */
	record SubscribeReply(long id, SubscribeResult result) implements Reply {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.subscribeReply(this);
		}

	}

	/** The subscription is off. */
	record UnsubscribeReply(long id) implements Reply {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.unsubscribeReply(this);
		}

	}

	/** The broker has accepted the publication. */
	record PublishReply(long id) implements Reply {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.publishReply(this);
		}

	}

	/**
	 * Who is in the channel.
	 *
	 * @param clients client id to what may be known about the client
	 */
	record PresenceReply(long id, Map<ClientId, ClientInfo> clients) implements Reply {

		/** Copies the map. */
		public PresenceReply {
			clients = Map.copyOf(clients);
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.presenceReply(this);
		}

	}

	/**
	 * How many are in the channel.
	 *
	 * @param clients number of connections
	 * @param users number of different users
	 */
	record PresenceStatsReply(long id, int clients, int users) implements Reply {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.presenceStatsReply(this);
		}

	}

	/**
	 * A part of the channel's history.
	 *
	 * @param publications in the order asked for
	 * @param position the newest position of the channel
	 */
	record HistoryReply(long id, List<Publication> publications, StreamPosition position) implements Reply {

		/** Copies the list. */
		public HistoryReply {
			publications = List.copyOf(publications);
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.historyReply(this);
		}

	}

	/**
	 * What the application's method returned.
	 *
	 * @param data the result, or nothing
	 */
	record RpcReply(long id, @Nullable Payload data) implements Reply {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.rpcReply(this);
		}

	}

	/**
	 * The new credential is good.
	 *
	 * @param client the connection's id
	 * @param version version of the server, free text
	 * @param expiresInSeconds when to refresh again, 0 for never
	 */
	record RefreshReply(long id, ClientId client, String version, long expiresInSeconds) implements Reply {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.refreshReply(this);
		}

	}

	/**
	 * The new credential for the subscription is good.
	 *
	 * @param expiresInSeconds when to refresh again, 0 for never
	 */
	record SubRefreshReply(long id, long expiresInSeconds) implements Reply {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.subRefreshReply(this);
		}

	}

	/**
	 * A publication in a channel.
	 *
	 * @param channel the channel
	 * @param publication the publication
	 * @param tellsEpoch whether the client learns the epoch from it
	 */
	record PublicationPush(ChannelName channel, Publication publication, boolean tellsEpoch) implements Push {

		/**
		 * A publication that follows on others; the first of a stream tells the epoch.
		 * @param channel where it was published
		 * @param publication the publication
		 */
		public PublicationPush(ChannelName channel, Publication publication) {
			this(channel, publication, publication.offset() == 1);
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.publicationPush(this);
		}

	}

	/**
	 * A publication in a channel, for a subscription that was granted deltas: the whole,
	 * or what makes it from the publication this subscription was given before. Either is
	 * UTF-8 text.
	 *
	 * @param channel the channel
	 * @param publication the publication
	 * @param delta the difference, or nothing for the whole
	 * @param tellsEpoch whether the client learns the epoch from it
	 */
	record DeltaPush(ChannelName channel, Publication publication, byte @Nullable [] delta,
			boolean tellsEpoch) implements Push {

		/**
		 * A publication that follows on others; the first of a stream tells the epoch.
		 * @param channel where it was published
		 * @param publication the publication
		 * @param delta the difference, or nothing for the whole
		 */
		public DeltaPush(ChannelName channel, Publication publication, byte @Nullable [] delta) {
			this(channel, publication, delta, publication.offset() == 1);
		}

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.deltaPush(this);
		}

	}

	/**
	 * A client has joined a channel.
	 *
	 * @param channel the channel
	 * @param info who
	 */
	record JoinPush(ChannelName channel, ClientInfo info) implements Push {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.joinPush(this);
		}

	}

	/**
	 * A client has left a channel.
	 *
	 * @param channel the channel
	 * @param info who
	 */
	record LeavePush(ChannelName channel, ClientInfo info) implements Push {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.leavePush(this);
		}

	}

	/**
	 * The server has ended a subscription.
	 *
	 * @param channel the channel
	 * @param reason why, and whether the client shall subscribe again
	 */
	record UnsubscribePush(ChannelName channel, UnsubscribeReason reason) implements Push {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.unsubscribePush(this);
		}

	}

	/**
	 * A message to this client outside any channel.
	 *
	 * @param data the message
	 */
	record MessagePush(Payload data) implements Push {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.messagePush(this);
		}

	}

	/**
	 * The server has subscribed the client to a channel.
	 *
	 * @param channel the channel
	 * @param recoverable whether positions are kept and recovery works
	 * @param position where the channel stands
	 * @param data what the application tells the client at subscribe
	 */
	record SubscribePush(ChannelName channel, boolean recoverable, StreamPosition position,
			@Nullable Payload data) implements Push {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.subscribePush(this);
		}

	}

	/**
	 * The session is open, told to clients of one-way transports, which cannot read a
	 * reply.
	 *
	 * @param reply the same content as the reply would have
	 */
	record ConnectPush(ConnectReply reply) implements Push {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.connectPush(this);
		}

	}

	/**
	 * The server ends the connection; only for transports without a close frame.
	 *
	 * @param reason why
	 */
	record DisconnectPush(CloseReason reason) implements Push {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.disconnectPush(this);
		}

	}

	/**
	 * The connection's expiry has moved.
	 *
	 * @param expiresInSeconds when it expires now, 0 for never
	 */
	record RefreshPush(long expiresInSeconds) implements Push {

		@Override
		public <R> R dispatchTo(Handler<R> handler) {
			return handler.refreshPush(this);
		}

	}

	/**
	 * What a client learns about a new subscription.
	 *
	 * @param expiresInSeconds when its credential must be refreshed, 0 for never
	 * @param recoverable whether positions are kept and recovery works
	 * @param positioned whether gaps are detected
	 * @param position after recovery the position of the request, else where the channel
	 * stands; {@link StreamPosition#NONE} without history
	 * @param wasRecovering whether the client asked for recovery
	 * @param recovered whether all it missed is in {@code publications}
	 * @param publications what it missed, oldest first
	 * @param data what the application tells the client at subscribe
	 * @param delta whether payloads may be deltas
	 */
	record SubscribeResult(long expiresInSeconds, boolean recoverable, boolean positioned, StreamPosition position,
			boolean wasRecovering, boolean recovered, List<Publication> publications, @Nullable Payload data,
			boolean delta) {

		/** Copies the list. */
		public SubscribeResult {
			publications = List.copyOf(publications);
		}

	}

	/**
	 * A method for every kind of frame.
	 *
	 * @param <R> what it answers
	 */
	interface Handler<R> {

		/** Called for {@link Ping}. */
		R ping(Ping frame);

		/** Called for {@link ErrorReply}. */
		R errorReply(ErrorReply frame);

		/** Called for {@link ConnectReply}. */
		R connectReply(ConnectReply frame);

		/** Called for {@link SubscribeReply}. */
		R subscribeReply(SubscribeReply frame);

		/** Called for {@link UnsubscribeReply}. */
		R unsubscribeReply(UnsubscribeReply frame);

		/** Called for {@link PublishReply}. */
		R publishReply(PublishReply frame);

		/** Called for {@link PresenceReply}. */
		R presenceReply(PresenceReply frame);

		/** Called for {@link PresenceStatsReply}. */
		R presenceStatsReply(PresenceStatsReply frame);

		/** Called for {@link HistoryReply}. */
		R historyReply(HistoryReply frame);

		/** Called for {@link RpcReply}. */
		R rpcReply(RpcReply frame);

		/** Called for {@link RefreshReply}. */
		R refreshReply(RefreshReply frame);

		/** Called for {@link SubRefreshReply}. */
		R subRefreshReply(SubRefreshReply frame);

		/** Called for {@link PublicationPush}. */
		R publicationPush(PublicationPush frame);

		/** Called for {@link DeltaPush}. */
		R deltaPush(DeltaPush frame);

		/** Called for {@link JoinPush}. */
		R joinPush(JoinPush frame);

		/** Called for {@link LeavePush}. */
		R leavePush(LeavePush frame);

		/** Called for {@link UnsubscribePush}. */
		R unsubscribePush(UnsubscribePush frame);

		/** Called for {@link MessagePush}. */
		R messagePush(MessagePush frame);

		/** Called for {@link SubscribePush}. */
		R subscribePush(SubscribePush frame);

		/** Called for {@link ConnectPush}. */
		R connectPush(ConnectPush frame);

		/** Called for {@link DisconnectPush}. */
		R disconnectPush(DisconnectPush frame);

		/** Called for {@link RefreshPush}. */
		R refreshPush(RefreshPush frame);

	}

}
