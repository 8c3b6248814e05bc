package dev.realtime.session;

import java.util.UUID;

import dev.realtime.message.ClientId;

/**
 * New client ids.
 */
final class ClientIds {

	private ClientIds() {
	}

	static ClientId next() {
		return new ClientId(UUID.randomUUID().toString());
	}

}
