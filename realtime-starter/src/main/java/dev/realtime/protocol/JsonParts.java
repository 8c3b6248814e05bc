package dev.realtime.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.ClientInfo;
import dev.realtime.message.Publication;
import dev.realtime.protocol.ServerFrame.ConnectReply;
import dev.realtime.protocol.ServerFrame.SubscribeResult;

/**
 * Writes what several kinds of frames have inside. Members stand in the order of the
 * protocol's schema and maps in the order of their keys, so equal frames are equal bytes.
 */
final class JsonParts {

	private final JsonWriter json;

	JsonParts(JsonWriter json) {
		this.json = json;
	}

	/** The members of a connect result. */
	void session(ConnectReply session) {
		this.json.text("client", session.client().value()).text("version", session.version());
		expiry(session.expiresInSeconds());
		this.json.json("data", session.data());
		if (!session.subscriptions().isEmpty()) {
			this.json.object("subs");
			sorted(session.subscriptions()).forEach((channel, result) -> {
				this.json.object(channel);
				subscription(result);
				this.json.end();
			});
			this.json.end();
		}
		this.json.number("ping", session.pingSeconds())
			.flag("pong", session.pong())
			.text("session", session.session())
			.text("node", session.node())
			.number("time", session.timeMillis());
	}

	/** The members of a subscribe result. */
	void subscription(SubscribeResult result) {
		boolean positioned = result.position().isKnown() || result.recoverable() || result.positioned();
		expiry(result.expiresInSeconds());
		this.json.flag("recoverable", result.recoverable());
		if (positioned) {
			this.json.text("epoch", result.position().epoch());
		}
		if (!result.publications().isEmpty()) {
			publications(result.publications(), result.delta());
		}
		this.json.flag("recovered", result.recovered());
		if (positioned) {
			this.json.number("offset", result.position().offset());
		}
		this.json.flag("positioned", result.positioned())
			.json("data", result.data())
			.flag("was_recovering", result.wasRecovering())
			.flag("delta", result.delta());
	}

	/** A member that lists publications, even if there are none; whole ones. */
	void publications(List<Publication> publications, boolean asText) {
		this.json.array("publications");
		for (Publication publication : publications) {
			this.json.object();
			if (asText) {
				publicationAsText(publication, null);
			}
			else {
				publication(publication);
			}
			this.json.end();
		}
		this.json.endArray();
	}

	/** The members of a publication. */
	void publication(Publication publication) {
		this.json.json("data", publication.data());
		behindData(publication, false);
	}

	/**
	 * The members of a publication where deltas are granted: data is a string, which
	 * holds the text of the JSON or a delta.
	 */
	void publicationAsText(Publication publication, byte @Nullable [] delta) {
		this.json.textAlways("data",
				(delta != null) ? new String(delta, StandardCharsets.UTF_8) : publication.data().text());
		behindData(publication, delta != null);
	}

	private void behindData(Publication publication, boolean delta) {
		client("info", publication.author());
		this.json.number("offset", publication.offset());
		if (!publication.tags().isEmpty()) {
			this.json.object("tags");
			sorted(publication.tags()).forEach(this.json::textAlways);
			this.json.end();
		}
		this.json.flag("delta", delta);
		if (publication.timeMillis() > 0) {
			this.json.number("time", publication.timeMillis());
		}
	}

	/** A member that tells about a client. */
	void client(String name, @Nullable ClientInfo info) {
		if (info != null) {
			this.json.object(name)
				.textAlways("user", info.user().value())
				.textAlways("client", info.client().value())
				.json("conn_info", info.connectionInfo())
				.json("chan_info", info.channelInfo())
				.end();
		}
	}

	/** The two members that say when something expires, if it does. */
	void expiry(long seconds) {
		this.json.flag("expires", seconds > 0);
		if (seconds > 0) {
			this.json.number("ttl", seconds);
		}
	}

	private static <V> Map<String, V> sorted(Map<String, V> map) {
		return (map.size() < 2) ? map : new TreeMap<>(map);
	}

}
