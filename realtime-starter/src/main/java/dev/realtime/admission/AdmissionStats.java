package dev.realtime.admission;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Who was let in and who was not, counted since the node started. Readable from any
 * thread.
 */
public final class AdmissionStats {

	private final LongAdder admitted = new LongAdder();

	private final LongAdder evictions = new LongAdder();

	private final LongAdder[] refused = new LongAdder[RefusalReason.values().length];

	private final AtomicInteger connections;

	private final AddressCount addresses;

	AdmissionStats(AtomicInteger connections, AddressCount addresses) {
		this.connections = connections;
		this.addresses = addresses;
		Arrays.setAll(this.refused, (reason) -> new LongAdder());
	}

	void countAdmitted(boolean byEviction) {
		this.admitted.increment();
		if (byEviction) {
			this.evictions.increment();
		}
	}

	void countRefused(RefusalReason reason) {
		this.refused[reason.ordinal()].increment();
	}

	/**
	 * Returns how many places are taken now.
	 * @return number of tickets that were not given back
	 */
	public int connections() {
		return this.connections.get();
	}

	/**
	 * Returns how many visitors have a connection now: IPv4 addresses and IPv6 networks.
	 * @return 0 if they are not counted because there is no limit for them
	 */
	public int addresses() {
		return this.addresses.visitors();
	}

	/**
	 * Returns how many clients were admitted, in the place of another or not.
	 * @return number of clients
	 */
	public long admitted() {
		return this.admitted.sum();
	}

	/**
	 * Returns for how many clients another was to be closed. One for whom none was idle
	 * is counted here, as admitted, and as refused.
	 * @return number of clients
	 */
	public long evictions() {
		return this.evictions.sum();
	}

	/**
	 * Returns how many clients were refused for a reason.
	 * @param reason which
	 * @return number of clients
	 */
	public long refused(RefusalReason reason) {
		return this.refused[reason.ordinal()].sum();
	}

}
