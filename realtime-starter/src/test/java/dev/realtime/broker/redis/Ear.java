package dev.realtime.broker.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.realtime.broker.BrokerListener;
import dev.realtime.message.ChannelName;
import dev.realtime.message.ClientInfo;
import dev.realtime.message.Publication;

/** Remembers all it hears. */
final class Ear implements BrokerListener {

	final List<Publication> publications = Collections.synchronizedList(new ArrayList<>());

	final List<ChannelName> interrupted = Collections.synchronizedList(new ArrayList<>());

	@Override
	public void published(ChannelName channel, Publication publication) {
		this.publications.add(publication);
	}

	@Override
	public void joined(ChannelName channel, ClientInfo client) {
		// Not looked at.
	}

	@Override
	public void left(ChannelName channel, ClientInfo client) {
		// Not looked at.
	}

	@Override
	public void interrupted(ChannelName channel) {
		this.interrupted.add(channel);
	}

	List<Long> offsets() {
		return List.copyOf(this.publications).stream().map(Publication::offset).toList();
	}

	List<String> texts() {
		return List.copyOf(this.publications).stream().map((publication) -> publication.data().text()).toList();
	}

}
