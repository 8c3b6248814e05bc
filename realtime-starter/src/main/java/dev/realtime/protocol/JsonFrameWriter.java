package dev.realtime.protocol;

import dev.realtime.message.ChannelName;
import dev.realtime.message.Publication;
import dev.realtime.protocol.ServerFrame.ConnectPush;
import dev.realtime.protocol.ServerFrame.ConnectReply;
import dev.realtime.protocol.ServerFrame.DeltaPush;
import dev.realtime.protocol.ServerFrame.DisconnectPush;
import dev.realtime.protocol.ServerFrame.ErrorReply;
import dev.realtime.protocol.ServerFrame.HistoryReply;
import dev.realtime.protocol.ServerFrame.JoinPush;
import dev.realtime.protocol.ServerFrame.LeavePush;
import dev.realtime.protocol.ServerFrame.MessagePush;
import dev.realtime.protocol.ServerFrame.Ping;
import dev.realtime.protocol.ServerFrame.PresenceReply;
import dev.realtime.protocol.ServerFrame.PresenceStatsReply;
import dev.realtime.protocol.ServerFrame.PublicationPush;
import dev.realtime.protocol.ServerFrame.PublishReply;
import dev.realtime.protocol.ServerFrame.RefreshPush;
import dev.realtime.protocol.ServerFrame.RefreshReply;
import dev.realtime.protocol.ServerFrame.RpcReply;
import dev.realtime.protocol.ServerFrame.SubRefreshReply;
import dev.realtime.protocol.ServerFrame.SubscribePush;
import dev.realtime.protocol.ServerFrame.SubscribeReply;
import dev.realtime.protocol.ServerFrame.UnsubscribePush;
import dev.realtime.protocol.ServerFrame.UnsubscribeReply;

/**
 * Writes every kind of frame: its envelope here, what several kinds share in
 * {@link JsonParts}. The result of a reply is written even if it is empty, because client
 * libraries look into it without asking.
 */
final class JsonFrameWriter implements ServerFrame.Handler<JsonWriter> {

	private final JsonWriter json;

	private final JsonParts parts;

	JsonFrameWriter(JsonWriter json) {
		this.json = json;
		this.parts = new JsonParts(json);
	}

	private JsonWriter reply(long id, String result) {
		return this.json.object().numberAlways("id", id).object(result);
	}

	private JsonWriter push(String kind) {
		return this.json.object().object("push").object(kind);
	}

	private JsonWriter push(ChannelName channel, String kind) {
		return this.json.object().object("push").text("channel", channel.value()).object(kind);
	}

	private JsonWriter endReply() {
		return this.json.end().end();
	}

	/** Whoever subscribed before the stream existed learns its epoch here. */
	private void epoch(Publication publication, boolean told) {
		if (told) {
			this.json.text("epoch", publication.position().epoch());
		}
	}

	private JsonWriter endPush() {
		return this.json.end().end().end();
	}

	@Override
	public JsonWriter ping(Ping frame) {
		return this.json.object().end();
	}

	@Override
	public JsonWriter errorReply(ErrorReply frame) {
		reply(frame.id(), "error").number("code", frame.error().code())
			.text("message", frame.error().message())
			.flag("temporary", frame.error().temporary());
		return endReply();
	}

	@Override
	public JsonWriter connectReply(ConnectReply frame) {
		reply(frame.id(), "connect");
		this.parts.session(frame);
		return endReply();
	}

	@Override
	public JsonWriter subscribeReply(SubscribeReply frame) {
		reply(frame.id(), "subscribe");
		this.parts.subscription(frame.result());
		return endReply();
	}

	@Override
	public JsonWriter unsubscribeReply(UnsubscribeReply frame) {
		reply(frame.id(), "unsubscribe");
		return endReply();
	}

	@Override
	public JsonWriter publishReply(PublishReply frame) {
		reply(frame.id(), "publish");
		return endReply();
	}

	@Override
	public JsonWriter presenceReply(PresenceReply frame) {
		reply(frame.id(), "presence").object("presence");
		frame.clients().forEach((client, info) -> this.parts.client(client.value(), info));
		this.json.end();
		return endReply();
	}

	@Override
	public JsonWriter presenceStatsReply(PresenceStatsReply frame) {
		reply(frame.id(), "presence_stats").numberAlways("num_clients", frame.clients())
			.numberAlways("num_users", frame.users());
		return endReply();
	}

	@Override
	public JsonWriter historyReply(HistoryReply frame) {
		reply(frame.id(), "history");
		this.parts.publications(frame.publications(), false);
		this.json.textAlways("epoch", frame.position().epoch()).numberAlways("offset", frame.position().offset());
		return endReply();
	}

	@Override
	public JsonWriter rpcReply(RpcReply frame) {
		reply(frame.id(), "rpc").json("data", frame.data());
		return endReply();
	}

	@Override
	public JsonWriter refreshReply(RefreshReply frame) {
		reply(frame.id(), "refresh").text("client", frame.client().value()).text("version", frame.version());
		this.parts.expiry(frame.expiresInSeconds());
		return endReply();
	}

	@Override
	public JsonWriter subRefreshReply(SubRefreshReply frame) {
		reply(frame.id(), "sub_refresh");
		this.parts.expiry(frame.expiresInSeconds());
		return endReply();
	}

	@Override
	public JsonWriter publicationPush(PublicationPush frame) {
		push(frame.channel(), "pub");
		this.parts.publication(frame.publication());
		epoch(frame.publication(), frame.tellsEpoch());
		return endPush();
	}

	@Override
	public JsonWriter deltaPush(DeltaPush frame) {
		push(frame.channel(), "pub");
		this.parts.publicationAsText(frame.publication(), frame.delta());
		epoch(frame.publication(), frame.tellsEpoch());
		return endPush();
	}

	@Override
	public JsonWriter joinPush(JoinPush frame) {
		push(frame.channel(), "join");
		this.parts.client("info", frame.info());
		return endPush();
	}

	@Override
	public JsonWriter leavePush(LeavePush frame) {
		push(frame.channel(), "leave");
		this.parts.client("info", frame.info());
		return endPush();
	}

	@Override
	public JsonWriter unsubscribePush(UnsubscribePush frame) {
		push(frame.channel(), "unsubscribe").number("code", frame.reason().code())
			.text("reason", frame.reason().reason());
		return endPush();
	}

	@Override
	public JsonWriter messagePush(MessagePush frame) {
		push("message").json("data", frame.data());
		return endPush();
	}

	@Override
	public JsonWriter subscribePush(SubscribePush frame) {
		push(frame.channel(), "subscribe").flag("recoverable", frame.recoverable())
			.text("epoch", frame.position().epoch())
			.number("offset", frame.position().offset())
			.flag("positioned", frame.recoverable() || frame.position().isKnown())
			.json("data", frame.data());
		return endPush();
	}

	@Override
	public JsonWriter connectPush(ConnectPush frame) {
		push("connect");
		this.parts.session(frame.reply());
		return endPush();
	}

	@Override
	public JsonWriter disconnectPush(DisconnectPush frame) {
		push("disconnect").number("code", frame.reason().code())
			.text("reason", frame.reason().reason())
			.flag("reconnect", frame.reason().isReconnect());
		return endPush();
	}

	@Override
	public JsonWriter refreshPush(RefreshPush frame) {
		push("refresh");
		this.parts.expiry(frame.expiresInSeconds());
		return endPush();
	}

}
