package dev.realtime.autoconfigure;

import java.util.function.Function;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.realtime.message.Payload;

/**
 * Writes payloads with the application's mapper, on one line whatever the application
 * likes elsewhere.
 */
final class PayloadWriter implements Function<Object, Payload> {

	private final JsonMapper json;

	PayloadWriter(JsonMapper json) {
		this.json = json.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();
	}

	@Override
	public Payload apply(Object value) {
		try {
			return Payload.json(this.json.writeValueAsBytes(value));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					"A payload of " + value.getClass() + " cannot be written as JSON: " + ex.getOriginalMessage(), ex);
		}
	}

}
