package dev.realtime.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.delta.FossilDecoder;
import dev.realtime.session.SessionRig.Peer;

/**
 * A client as the libraries are: it keeps a position and the newest text of each channel,
 * applies deltas, subscribes again when told to, and answers pings in order, though
 * perhaps late.
 */
final class RandomClient {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final SessionRig rig;

	private final Map<String, State> channels = new LinkedHashMap<>();

	private final Map<Integer, String> asked = new LinkedHashMap<>();

	private final List<String> problems = new ArrayList<>();

	private Peer peer;

	private int id = 1;

	private int owedPongs;

	private int toldToRecover;

	RandomClient(SessionRig rig, List<String> channels) {
		this.rig = rig;
		this.peer = rig.connect();
		channels.forEach((channel) -> {
			this.channels.put(channel, new State(channel));
			subscribe(channel);
		});
	}

	/** What a client would have noticed to be wrong. */
	List<String> problems() {
		return this.problems;
	}

	@Nullable String newest(String channel) {
		return state(channel).newest;
	}

	int toldToRecover() {
		return this.toldToRecover;
	}

	boolean isClosed() {
		return this.peer.closeCode() != 0;
	}

	int closeCode() {
		return this.peer.closeCode();
	}

	/** Reads what it was sent; pings are owed an answer from now on. */
	void read() {
		for (String line : this.peer.lines()) {
			heard(JSON.readTree(line));
		}
	}

	/** Answers the oldest ping it owes an answer to. */
	void pong() {
		if (this.owedPongs > 0 && !isClosed()) {
			this.owedPongs--;
			this.peer.says("{}");
		}
	}

	boolean owesPong() {
		return this.owedPongs > 0;
	}

	void stick() {
		this.peer.connection.stick();
	}

	void unstick() {
		this.peer.connection.unstick();
	}

	/** Loses the connection, and comes back with what it knows. */
	void reconnect() {
		unstick();
		this.peer.session.disconnected(1006, "gone");
		this.rig.loops.run();
		this.peer = this.rig.connect();
		this.asked.clear();
		this.channels.values().forEach((state) -> state.leavingWith = 0);
		this.owedPongs = 0;
		this.channels.keySet().forEach(this::subscribe);
	}

	/** Leaves a channel and comes back, without recovery. */
	void resubscribe(String channel) {
		if (isClosed()) {
			return;
		}
		state(channel).subscribed = false;
		state(channel).position = null;
		state(channel).leavingWith = ++this.id;
		this.peer.says("{\"id\":" + this.id + ",\"unsubscribe\":{\"channel\":\"" + channel + "\"}}");
		subscribe(channel);
	}

	private void subscribe(String channel) {
		State state = state(channel);
		state.subscribed = false;
		this.id++;
		this.asked.put(this.id, channel);
		String recovery = (state.position != null)
				? ",\"recover\":true,\"epoch\":\"" + state.epoch + "\",\"offset\":" + state.position
				: channel.startsWith("score") ? ",\"recover\":true" : "";
		String delta = channel.startsWith("score") ? ",\"delta\":\"fossil\"" : "";
		this.peer
			.says("{\"id\":" + this.id + ",\"subscribe\":{\"channel\":\"" + channel + "\"" + delta + recovery + "}}");
	}

	private void heard(JsonNode line) {
		if (line.isEmpty()) {
			this.owedPongs++;
			return;
		}
		if (line.has("error")) {
			problem("refused: " + line);
		}
		String replyTo = this.asked.remove(line.path("id").asInt(0));
		if (replyTo != null && line.has("subscribe")) {
			state(replyTo).accepted(line.path("subscribe"));
		}
		if (line.has("unsubscribe")) {
			this.channels.values().forEach((state) -> state.left(line.path("id").asInt()));
		}
		JsonNode push = line.path("push");
		if (push.has("pub")) {
			state(push.path("channel").asString()).published(push.path("pub"));
		}
		if (push.has("unsubscribe") && state(push.path("channel").asString()).subscribed) {
			this.toldToRecover++;
			subscribe(push.path("channel").asString());
		}
	}

	/** The first ones say enough. */
	private void problem(String problem) {
		if (this.problems.size() < 5) {
			this.problems.add(problem);
		}
	}

	private State state(String channel) {
		State state = this.channels.get(channel);
		if (state == null) {
			throw new IllegalStateException("Not a channel of this client: " + channel);
		}
		return state;
	}

	/** What it knows of one channel. */
	private final class State {

		private final String channel;

		private boolean subscribed;

		/** Id of the unsubscribe whose reply is awaited, or 0. */
		private int leavingWith;

		private boolean delta;

		private String epoch = "";

		private @Nullable Long position;

		private byte @Nullable [] base;

		private @Nullable String newest;

		State(String channel) {
			this.channel = channel;
		}

		void accepted(JsonNode reply) {
			if (this.leavingWith != 0) {
				// The answer to what it has given up meanwhile.
				return;
			}
			this.subscribed = true;
			this.delta = reply.path("delta").asBoolean(false);
			this.base = null;
			if (reply.path("recoverable").asBoolean(false)) {
				this.epoch = reply.path("epoch").asString();
				this.position = reply.path("offset").asLong(0);
			}
			reply.path("publications").forEach(this::published);
		}

		void left(int id) {
			this.leavingWith = (this.leavingWith == id) ? 0 : this.leavingWith;
		}

		void published(JsonNode publication) {
			if (this.leavingWith != 0) {
				// On its way before the server has heard that it is not wanted any more.
				return;
			}
			if (!this.subscribed) {
				problem(this.channel + ": a publication in front of the reply, offset "
						+ publication.path("offset").asLong(0));
				return;
			}
			this.newest = text(publication);
			Long known = this.position;
			if (known == null) {
				return;
			}
			if (publication.has("epoch") && !publication.path("epoch").asString().equals(this.epoch)) {
				this.epoch = publication.path("epoch").asString();
				known = 0L;
			}
			long offset = publication.path("offset").asLong();
			boolean mayJump = this.channel.startsWith("score");
			if (mayJump ? offset <= known : offset != known + 1) {
				problem(this.channel + ": offset " + offset + " after " + known);
			}
			this.position = offset;
		}

		private String text(JsonNode publication) {
			JsonNode data = publication.path("data");
			if (!this.delta) {
				return data.toString();
			}
			byte[] text = data.asString().getBytes(StandardCharsets.UTF_8);
			if (publication.path("delta").asBoolean(false)) {
				if (this.base == null) {
					problem(this.channel + ": a delta without a base");
					return "";
				}
				text = FossilDecoder.apply(this.base, text);
			}
			this.base = text;
			return new String(text, StandardCharsets.UTF_8);
		}

	}

}
