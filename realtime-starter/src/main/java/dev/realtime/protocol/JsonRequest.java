package dev.realtime.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;
import dev.realtime.protocol.ClientCommand.Connect;
import dev.realtime.protocol.ClientCommand.History;
import dev.realtime.protocol.ClientCommand.Ping;
import dev.realtime.protocol.ClientCommand.Presence;
import dev.realtime.protocol.ClientCommand.PresenceStats;
import dev.realtime.protocol.ClientCommand.Publish;
import dev.realtime.protocol.ClientCommand.Refresh;
import dev.realtime.protocol.ClientCommand.Rpc;
import dev.realtime.protocol.ClientCommand.Send;
import dev.realtime.protocol.ClientCommand.SubRefresh;
import dev.realtime.protocol.ClientCommand.Subscribe;
import dev.realtime.protocol.ClientCommand.Unsubscribe;

/**
 * The members of a command that say what it is, in the order in which the protocol looks
 * for them: which fields each has and what becomes of them. A field not listed is
 * ignored, whatever it holds.
 */
enum JsonRequest {

	CONNECT("connect",
			(id, in) -> new Connect(id, in.token, in.data, in.subscriptions, in.name, in.version, in.headers), "token",
			"data", "subs", "name", "version", "headers"),

	SUBSCRIBE("subscribe",
			(id, in) -> new Subscribe(id, in.channel, in.token, in.data, in.recovery(), in.positioned, in.recoverable,
					in.joinLeave, in.delta, in.flag),
			"channel", "token", "data", "recover", "epoch", "offset", "positioned", "recoverable", "join_leave",
			"delta", "flag"),

	UNSUBSCRIBE("unsubscribe", (id, in) -> new Unsubscribe(id, in.channel), "channel"),

	/**
	 * The one request whose data must be there; a client that leaves it out says null.
	 */
	PUBLISH("publish", (id, in) -> new Publish(id, in.channel, (in.data != null) ? in.data : Payload.json("null")),
			"channel", "data"),

	PRESENCE("presence", (id, in) -> new Presence(id, in.channel), "channel"),

	PRESENCE_STATS("presence_stats", (id, in) -> new PresenceStats(id, in.channel), "channel"),

	HISTORY("history", (id, in) -> new History(id, in.channel, in.limit, in.since, in.reverse), "channel", "limit",
			"since", "reverse"),

	PING("ping", (id, in) -> new Ping(id)),

	SEND("send", (id, in) -> new Send(in.data), "data"),

	RPC("rpc", (id, in) -> new Rpc(id, in.method, in.data), "method", "data"),

	REFRESH("refresh", (id, in) -> new Refresh(id, in.tokenOrEmpty()), "token"),

	SUB_REFRESH("sub_refresh", (id, in) -> new SubRefresh(id, in.channel, in.tokenOrEmpty()), "channel", "token");

	private static final JsonRequest[] ALL = values();

	private final String member;

	private final Maker maker;

	private final List<String> fields;

	JsonRequest(String member, Maker maker, String... fields) {
		this.member = member;
		this.maker = maker;
		this.fields = List.of(fields);
	}

	/**
	 * Returns the request of a member.
	 * @param member name of the member
	 * @return the request, or nothing if the member does not say what the command is
	 */
	static @Nullable JsonRequest of(String member) {
		for (JsonRequest request : ALL) {
			if (request.member.equals(member)) {
				return request;
			}
		}
		return null;
	}

	String member() {
		return this.member;
	}

	List<String> fields() {
		return this.fields;
	}

	ClientCommand make(long id, JsonFields fields) {
		return this.maker.make(id, fields);
	}

	/** Makes a command of what was read. */
	@FunctionalInterface
	private interface Maker {

		ClientCommand make(long id, JsonFields fields);

	}

}
