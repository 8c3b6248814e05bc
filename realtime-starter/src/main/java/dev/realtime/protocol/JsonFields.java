package dev.realtime.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.realtime.message.Payload;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.ClientCommand.Recovery;

/**
 * What was read of one object in a command; a field that was not there has its zero
 * value. A name means the same type in every object of the protocol, so one class serves
 * all. Filled once, then only read.
 */
final class JsonFields {

	private static final List<String> OF_RECOVERY = List.of("recover", "epoch", "offset");

	private static final List<String> OF_POSITION = List.of("offset", "epoch");

	String channel = "";

	@Nullable String token;

	@Nullable Payload data;

	String name = "";

	String version = "";

	Map<String, String> headers = Map.of();

	Map<String, Recovery> subscriptions = Map.of();

	boolean positioned;

	boolean recoverable;

	boolean joinLeave;

	String delta = "";

	long flag;

	int limit;

	@Nullable StreamPosition since;

	boolean reverse;

	String method = "";

	private boolean recover;

	private String epoch = "";

	private long offset;

	private JsonFields() {
	}

	/**
	 * Reads the object that is the current value.
	 * @param in stands at the object
	 * @param what name of the object in messages
	 * @param known the fields to read; others are skipped
	 * @return what was read
	 * @throws MalformedFrameException if it is not an object, a known field has the wrong
	 * type or occurs twice
	 */
	static JsonFields read(JsonReader in, String what, List<String> known) throws MalformedFrameException {
		JsonFields fields = new JsonFields();
		int seen = 0;
		in.enter(what);
		for (String name = in.next(); name != null; name = in.next()) {
			int index = known.indexOf(name);
			if (index < 0) {
				in.skip();
				continue;
			}
			// Two readers of the same command might believe different ones.
			if ((seen & (1 << index)) != 0) {
				throw in.malformed(name + " occurs twice");
			}
			seen |= 1 << index;
			fields.read(in, name);
		}
		return fields;
	}

	private void read(JsonReader in, String field) throws MalformedFrameException {
		switch (field) {
			case "channel" -> this.channel = in.textOrEmpty(field);
			case "token" -> this.token = in.text(field);
			case "data" -> this.data = in.payload();
			case "name" -> this.name = in.textOrEmpty(field);
			case "version" -> this.version = in.textOrEmpty(field);
			case "headers" -> this.headers = headers(in);
			case "subs" -> this.subscriptions = subscriptions(in);
			case "recover" -> this.recover = in.flag(field);
			case "epoch" -> this.epoch = in.textOrEmpty(field);
			case "offset" -> this.offset = in.offset(field);
			case "positioned" -> this.positioned = in.flag(field);
			case "recoverable" -> this.recoverable = in.flag(field);
			case "join_leave" -> this.joinLeave = in.flag(field);
			case "delta" -> this.delta = in.textOrEmpty(field);
			case "flag" -> this.flag = in.int64(field);
			case "limit" -> this.limit = in.int32(field);
			case "since" -> this.since = in.isNull() ? null : read(in, field, OF_POSITION).position();
			case "reverse" -> this.reverse = in.flag(field);
			case "method" -> this.method = in.textOrEmpty(field);
			default -> throw new IllegalStateException("The field '" + field + "' is known but not read");
		}
	}

	private static Map<String, String> headers(JsonReader in) throws MalformedFrameException {
		Map<String, String> headers = new LinkedHashMap<>();
		if (!in.isNull()) {
			in.enter("headers");
			for (String name = in.next(); name != null; name = in.next()) {
				if (headers.put(name, in.textOrEmpty("a header")) != null) {
					throw in.malformed("a header occurs twice");
				}
			}
		}
		return headers;
	}

	private static Map<String, Recovery> subscriptions(JsonReader in) throws MalformedFrameException {
		Map<String, Recovery> subscriptions = new LinkedHashMap<>();
		if (!in.isNull()) {
			in.enter("subs");
			for (String channel = in.next(); channel != null; channel = in.next()) {
				Recovery recovery = in.isNull() ? Recovery.NONE : read(in, "a member of subs", OF_RECOVERY).recovery();
				if (subscriptions.put(channel, recovery) != null) {
					throw in.malformed("a channel occurs twice in subs");
				}
			}
		}
		return subscriptions;
	}

	Recovery recovery() {
		StreamPosition position = position();
		return (this.recover || position != StreamPosition.NONE) ? new Recovery(this.recover, position) : Recovery.NONE;
	}

	String tokenOrEmpty() {
		return (this.token != null) ? this.token : "";
	}

	private StreamPosition position() {
		return (this.epoch.isEmpty() && this.offset == 0) ? StreamPosition.NONE
				: new StreamPosition(this.epoch, this.offset);
	}

}
