package dev.realtime.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads the envelope of a command: its number, and of the members that say what it is the
 * first in the protocol's order. Clients write the number before or after that member, so
 * the command is made at the end.
 */
final class JsonCommandReader {

	private final JsonReader in;

	private long id;

	private boolean numbered;

	private @Nullable JsonRequest request;

	private @Nullable JsonFields fields;

	private JsonCommandReader(JsonReader in) {
		this.in = in;
	}

	/**
	 * Reads one command.
	 * @param frame holds the command
	 * @param from index of its first byte, not white space
	 * @param to index after its last byte
	 * @return the command
	 * @throws MalformedFrameException if there is not exactly one object, or it is not a
	 * command
	 */
	static ClientCommand read(byte[] frame, int from, int to) throws MalformedFrameException {
		try (JsonReader in = new JsonReader(frame, from, to)) {
			try {
				return new JsonCommandReader(in).read();
			}
			catch (JacksonException ex) {
				throw in.malformed(ex);
			}
		}
	}

	private ClientCommand read() throws MalformedFrameException {
		this.in.start();
		this.in.enter("a command");
		for (String name = this.in.next(); name != null; name = this.in.next()) {
			if (name.equals("id")) {
				readId();
			}
			else {
				readRequest(JsonRequest.of(name));
			}
		}
		this.in.finish();
		return command();
	}

	private void readId() throws MalformedFrameException {
		if (this.numbered) {
			throw this.in.malformed("id occurs twice");
		}
		this.numbered = true;
		this.id = this.in.uint32("id");
	}

	private void readRequest(@Nullable JsonRequest found) throws MalformedFrameException {
		if (found == null || this.in.isNull() || (this.request != null && this.request.compareTo(found) < 0)) {
			this.in.skip();
			return;
		}
		if (found == this.request) {
			throw this.in.malformed(found.member() + " occurs twice");
		}
		this.request = found;
		this.fields = JsonFields.read(this.in, found.member(), found.fields());
	}

	private ClientCommand command() throws MalformedFrameException {
		if (this.request == null || this.fields == null) {
			if (this.id != 0) {
				throw this.in.malformed("a command that asks for nothing ends");
			}
			return ClientCommand.Pong.INSTANCE;
		}
		if (this.id == 0 && this.request != JsonRequest.SEND) {
			throw this.in.malformed(this.request.member() + " without an id ends");
		}
		return this.request.make(this.id, this.fields);
	}

}
