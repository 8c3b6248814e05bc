package dev.realtime.presence.memory;

import dev.realtime.presence.PresenceStore;
import dev.realtime.presence.PresenceStoreContract;

/**
 * The embedded store.
 */
class MemoryPresenceStoreTests extends PresenceStoreContract {

	@Override
	protected PresenceStore store() {
		return new MemoryPresenceStore();
	}

}
