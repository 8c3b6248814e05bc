package dev.realtime.admission;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

import dev.realtime.admission.HandshakeVerdict.Admitted;
import dev.realtime.admission.HandshakeVerdict.AdmittedByEviction;
import dev.realtime.admission.HandshakeVerdict.Refused;

/**
 * The front door of a node: may one more client connect.
 *
 * <p>
 * Guarantees: never are more tickets out than there may be connections, except one for
 * each eviction that is under way, of which there are at most a hundredth of the
 * connections and at most a hundred; never has an address more than it may have; what was
 * refused has taken nothing. Thread-safe, without a lock but for that of a map's bin
 * where addresses are counted, and in memory bounded by the number of connections.
 */
public final class Admission {

	/**
	 * Without a limit for the rate, as many come back in a second as any node can take.
	 */
	private static final int COMEBACKS_PER_SECOND = 200;

	private static final int MOST_EVICTIONS = 100;

	private final AdmissionSettings settings;

	private final BooleanSupplier draining;

	private final AtomicInteger connections = new AtomicInteger();

	private final AddressCount addresses = new AddressCount();

	private final @Nullable ConnectRate rate;

	private final RecentRefusals recentRefusals;

	private final RetryAfter retryAfter;

	private final AdmissionStats stats = new AdmissionStats(this.connections, this.addresses);

	/**
	 * Opens the door.
	 * @param settings how many, and how fast
	 * @param draining whether the node is being emptied, so that nobody is let in
	 * @param nowNanos now
	 */
	public Admission(AdmissionSettings settings, BooleanSupplier draining, long nowNanos) {
		this(settings, draining, () -> ThreadLocalRandom.current().nextDouble(), nowNanos);
	}

	Admission(AdmissionSettings settings, BooleanSupplier draining, DoubleSupplier random, long nowNanos) {
		this.settings = settings;
		this.draining = draining;
		int perSecond = settings.connectRate();
		this.rate = (perSecond > 0) ? new ConnectRate(perSecond, nowNanos) : null;
		this.recentRefusals = new RecentRefusals(nowNanos);
		this.retryAfter = new RetryAfter((perSecond > 0) ? perSecond : COMEBACKS_PER_SECOND, random);
	}

	/**
	 * Decides on one client.
	 * @param address the client's; who has none is not counted by address
	 * @param load what the node says of itself
	 * @param nowNanos now
	 * @return the verdict; an admitted client's ticket is to be given back
	 */
	public HandshakeVerdict decide(IpAddress address, NodeLoad load, long nowNanos) {
		if (this.draining.getAsBoolean()) {
			return refuse(RefusalReason.DRAINING, nowNanos);
		}
		if (load == NodeLoad.OVERLOADED) {
			return refuse(RefusalReason.OVERLOADED, nowNanos);
		}
		int mostOfOne = this.settings.maxConnectionsPerAddress();
		IpAddress visitor = (mostOfOne > 0 && address.isKnown()) ? address.visitor() : null;
		if (visitor != null && !this.addresses.tryAdd(visitor, mostOfOne)) {
			return refuse(RefusalReason.ADDRESS, nowNanos);
		}
		boolean room = load == NodeLoad.OPEN && enter(this.settings.maxConnections());
		if (!room && !enterByEviction()) {
			forget(visitor);
			return refuse(RefusalReason.FULL, nowNanos);
		}
		// Last, so that those who are refused anyway do not use up the rate of others.
		if (this.rate != null && !this.rate.tryTake(nowNanos)) {
			leave(visitor);
			return refuse(RefusalReason.RATE, nowNanos);
		}
		this.stats.countAdmitted(!room);
		AdmissionTicket ticket = new AdmissionTicket(this, visitor);
		return room ? new Admitted(ticket) : new AdmittedByEviction(ticket);
	}

	/**
	 * Refuses a client for a reason that was found elsewhere, and counts it.
	 * @param reason which
	 * @param nowNanos now
	 * @return what it is told
	 */
	public Refused refuse(RefusalReason reason, long nowNanos) {
		this.stats.countRefused(reason);
		return new Refused(reason, this.retryAfter.seconds(reason, this.recentRefusals.add(nowNanos)));
	}

	/**
	 * Returns what the door says of itself.
	 * @return a live view, readable from any thread
	 */
	public AdmissionStats stats() {
		return this.stats;
	}

	void leave(@Nullable IpAddress visitor) {
		this.connections.decrementAndGet();
		forget(visitor);
	}

	private void forget(@Nullable IpAddress visitor) {
		if (visitor != null) {
			this.addresses.remove(visitor);
		}
	}

	private boolean enterByEviction() {
		if (this.settings.whenFull() != WhenFull.EVICT_IDLE) {
			return false;
		}
		int most = this.settings.maxConnections();
		// Those that are to go are still there for a moment, and there must be an end
		// to it if they do not go.
		int underWay = Math.min(MOST_EVICTIONS, Math.max(1, most / 100));
		return enter((int) Math.min((long) most + underWay, Integer.MAX_VALUE));
	}

	private boolean enter(int most) {
		int taken = this.connections.get();
		while (taken < most) {
			if (this.connections.compareAndSet(taken, taken + 1)) {
				return true;
			}
			taken = this.connections.get();
		}
		return false;
	}

}
