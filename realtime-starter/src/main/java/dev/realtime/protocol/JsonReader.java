package dev.realtime.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import dev.realtime.message.Payload;

/**
 * Reads the members of JSON objects one after another, as the types the protocol knows.
 * Builds no tree; a payload is cut out of the frame. {@code null} reads as absent.
 */
final class JsonReader implements AutoCloseable {

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(JsonCodec.MAX_DEPTH).build())
		.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
		.disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
		.build();

	private static final int LONGEST_INTEGER = "-9223372036854775808".length();

	private static final long HIGHEST_UINT32 = 0xFFFF_FFFFL;

	private final byte[] frame;

	private final int from;

	private final JsonParser parser;

	JsonReader(byte[] frame, int from, int to) {
		this.frame = frame;
		this.from = from;
		this.parser = FACTORY.createParser(ObjectReadContext.empty(), frame, from, to - from);
	}

	/** Goes to the first value. */
	void start() {
		this.parser.nextToken();
	}

	/**
	 * Goes into the object that is the current value.
	 * @param what name of the object in messages
	 * @throws MalformedFrameException if it is not an object
	 */
	void enter(String what) throws MalformedFrameException {
		if (this.parser.currentToken() != JsonToken.START_OBJECT) {
			throw malformed(what + " must be an object");
		}
	}

	/**
	 * Goes to the value of the next member of the current object.
	 * @return the member's name, or nothing after the last one
	 */
	@Nullable String next() {
		String name = this.parser.nextName();
		if (name != null) {
			this.parser.nextToken();
		}
		return name;
	}

	/** Checks that nothing follows the object. */
	void finish() throws MalformedFrameException {
		if (this.parser.nextToken() != null) {
			throw malformed("more than one value in a line");
		}
	}

	boolean isNull() {
		return this.parser.currentToken() == JsonToken.VALUE_NULL;
	}

	void skip() {
		this.parser.skipChildren();
	}

	@Nullable String text(String name) throws MalformedFrameException {
		if (isNull()) {
			return null;
		}
		if (this.parser.currentToken() != JsonToken.VALUE_STRING) {
			throw malformed(name + " must be text");
		}
		return this.parser.getString();
	}

	String textOrEmpty(String name) throws MalformedFrameException {
		String text = text(name);
		return (text != null) ? text : "";
	}

	boolean flag(String name) throws MalformedFrameException {
		JsonToken token = this.parser.currentToken();
		if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE && token != JsonToken.VALUE_NULL) {
			throw malformed(name + " must be true or false");
		}
		return token == JsonToken.VALUE_TRUE;
	}

	long uint32(String name) throws MalformedFrameException {
		return integer(name, 0, HIGHEST_UINT32);
	}

	int int32(String name) throws MalformedFrameException {
		return (int) integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
	}

	long int64(String name) throws MalformedFrameException {
		return integer(name, Long.MIN_VALUE, Long.MAX_VALUE);
	}

	/** Reads a uint64, of which we take the lower half: nobody counts further. */
	long offset(String name) throws MalformedFrameException {
		return integer(name, 0, Long.MAX_VALUE);
	}

	private long integer(String name, long lowest, long highest) throws MalformedFrameException {
		if (isNull()) {
			return 0;
		}
		if (this.parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
			throw malformed(name + " must be an integer");
		}
		// Longer ones would become a BigInteger first.
		if (this.parser.getStringLength() > LONGEST_INTEGER
				|| this.parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
			throw malformed(name + " is out of range");
		}
		long value = this.parser.getLongValue();
		if (value < lowest || value > highest) {
			throw malformed(name + " is out of range");
		}
		return value;
	}

	/** Cuts the current value out of the frame, whatever it is. */
	@Nullable Payload payload() {
		if (isNull()) {
			return null;
		}
		int start = this.from + (int) this.parser.currentTokenLocation().getByteOffset();
		this.parser.skipChildren();
		this.parser.finishToken();
		int end = this.from + (int) this.parser.currentLocation().getByteOffset();
		return Payload.json(this.frame, start, end);
	}

	/** Says that the current token is not what it has to be. */
	MalformedFrameException malformed(String problem) {
		return malformed(problem, this.parser.currentTokenLocation().getByteOffset());
	}

	/** Says in our words what the parser found: its own quote the client. */
	MalformedFrameException malformed(JacksonException ex) {
		if (this.parser.streamReadContext().getNestingDepth() > JsonCodec.MAX_DEPTH) {
			return malformed("nested deeper than " + JsonCodec.MAX_DEPTH + " levels",
					this.parser.currentLocation().getByteOffset());
		}
		return malformed("not JSON", this.parser.currentLocation().getByteOffset());
	}

	private MalformedFrameException malformed(String problem, long offset) {
		return new MalformedFrameException(problem + " at byte " + (this.from + Math.max(offset, 0)));
	}

	@Override
	public void close() {
		this.parser.close();
	}

}
