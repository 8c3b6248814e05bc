package dev.realtime.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets ten thousand clients that run the same share one value. Thread-safe.
 */
final class KnownSoftware {

	/** Clients may say anything: what comes later is not shared. */
	private static final int MOST = 256;

	private final Map<ClientSoftware, ClientSoftware> known = new ConcurrentHashMap<>();

	ClientSoftware shared(String name, String version) {
		if (name.isEmpty() && version.isEmpty()) {
			return ClientSoftware.UNKNOWN;
		}
		ClientSoftware said = new ClientSoftware(name, version);
		ClientSoftware before = this.known.get(said);
		if (before == null && this.known.size() < MOST) {
			before = this.known.putIfAbsent(said, said);
		}
		return (before != null) ? before : said;
	}

}
