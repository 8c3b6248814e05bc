package dev.realtime.benchmark.soak;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far one subscription has heard its channel; goes along when its client comes back.
 * Belongs to the thread of the clients.
 */
final class Heard {

	private final String channel;

	private final ChurnTally tally;

	private @Nullable String epoch;

	private long offset;

	/** Until then what comes belongs to an earlier subscription. */
	private boolean stands;

	Heard(String channel, ChurnTally tally) {
		this.channel = channel;
		this.tally = tally;
	}

	String channel() {
		return this.channel;
	}

	/** The subscribe command, with the position if there is one to go on from. */
	String subscribe(int id) {
		this.stands = false;
		String delta = SoakChannels.hasDelta(this.channel) ? ",\"delta\":\"fossil\"" : "";
		String joins = SoakChannels.hasPresence(this.channel) ? ",\"join_leave\":true" : "";
		String position = (this.epoch != null && SoakChannels.recovers(this.channel))
				? ",\"recover\":true,\"epoch\":\"" + this.epoch + "\",\"offset\":" + this.offset : "";
		return "{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + this.channel + "\"" + delta + joins + position
				+ "}}";
	}

	void answered(JsonNode reply) {
		this.stands = true;
		boolean complete = reply.path("recovered").asBoolean();
		boolean whole = SoakChannels.isWhole(this.channel);
		if (whole && this.epoch != null) {
			(complete ? this.tally.recovered : this.tally.unrecovered).increment();
		}
		this.epoch = reply.path("epoch").asString("");
		if (complete && whole) {
			reply.path("publications").forEach(this::received);
		}
		else {
			this.offset = reply.path("offset").asLong();
		}
	}

	void received(JsonNode publication) {
		if (!this.stands) {
			return;
		}
		this.tally.received.increment();
		long newOffset = publication.path("offset").asLong();
		if (SoakChannels.isWhole(this.channel)) {
			if (newOffset <= this.offset) {
				this.tally.repeated.increment();
				this.tally.gap(this.channel + ": " + newOffset + " came after " + this.offset);
				return;
			}
			if (newOffset > this.offset + 1) {
				this.tally.missing.add(newOffset - this.offset - 1);
				this.tally.gap(this.channel + ": " + newOffset + " came after " + this.offset);
			}
		}
		this.offset = Math.max(this.offset, newOffset);
	}

}
