package dev.realtime.nodes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import dev.realtime.message.StreamPosition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one client has heard in one channel of numbers: which number at which position,
 * and between which positions it was told that something is missing. Positions, and not
 * the numbers, say what came before what: several nodes publish, and the lower number may
 * be the later publication.
 */
final class HeardChannel {

	private final Map<Integer, StreamPosition> numbers = new LinkedHashMap<>();

	private final List<Gap> gaps = new ArrayList<>();

	private StreamPosition position = StreamPosition.NONE;

	/**
	 * Reads the events of a client, which must not have missed or repeated anything
	 * without a word.
	 * @param events all of them, as the client told them
	 */
	static HeardChannel read(String channel, List<JsonNode> events) {
		HeardChannel heard = new HeardChannel();
		for (JsonNode event : events) {
			if (event.path("channel").asString("").equals(channel)) {
				heard.read(event);
			}
		}
		return heard;
	}

	private void read(JsonNode event) {
		switch (event.path("event").asString("")) {
			case "publication" -> publication(event.path("data").asInt(), event.path("offset").asLong());
			case "subscribed" -> subscribed(event);
			default -> {
				// Says nothing of what was published.
			}
		}
	}

	private void publication(int number, long offset) {
		assertThat(offset).as("offset of %s behind %s", number, this.position).isEqualTo(this.position.offset() + 1);
		assertThat(this.numbers).as("heard for the second time").doesNotContainKey(number);
		this.position = this.position.at(offset);
		this.numbers.put(number, this.position);
	}

	private void subscribed(JsonNode event) {
		JsonNode place = event.path("position");
		StreamPosition told = new StreamPosition(place.path("epoch").asString(), place.path("offset").asLong());
		if (!this.position.isKnown()) {
			this.position = told;
		}
		else if (event.path("wasRecovering").asBoolean() && !event.path("recovered").asBoolean()) {
			this.gaps.add(new Gap(this.position, told));
			this.position = told;
		}
	}

	/** The numbers it heard, and where. */
	Map<Integer, StreamPosition> numbers() {
		return this.numbers;
	}

	/** Up to where it knows of everything, that it has it or that it has not. */
	StreamPosition position() {
		return this.position;
	}

	/** Whether it was told at all that something is missing. */
	boolean wasTold() {
		return !this.gaps.isEmpty();
	}

	/** Whether it was told that what it has not heard from a place is missing. */
	boolean wasToldOf(StreamPosition missing) {
		return this.gaps.stream().anyMatch((gap) -> gap.contains(missing));
	}

	/**
	 * What lies behind one position, up to and including another.
	 *
	 * @param behind where the client stood
	 * @param until where it was told to go on
	 */
	private record Gap(StreamPosition behind, StreamPosition until) {

		boolean contains(StreamPosition missing) {
			boolean before = missing.epoch().equals(this.behind.epoch()) && missing.offset() <= this.behind.offset();
			boolean after = missing.epoch().equals(this.until.epoch()) && missing.offset() > this.until.offset();
			// An epoch it never stood in has come and gone between two it did.
			return !before && !after;
		}

	}

}
