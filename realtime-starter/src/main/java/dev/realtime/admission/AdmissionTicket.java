package dev.realtime.admission;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * The place of one connection. Held from the handshake until the connection is gone,
 * however it ends, and then given back. Thread-safe.
 */
public final class AdmissionTicket {

	/** A field, because there is one of these for each connection. */
	private static final AtomicIntegerFieldUpdater<AdmissionTicket> RELEASED = AtomicIntegerFieldUpdater
		.newUpdater(AdmissionTicket.class, "released");

	private final Admission admission;

	private final @Nullable IpAddress visitor;

	private volatile int released;

	AdmissionTicket(Admission admission, @Nullable IpAddress visitor) {
		this.admission = admission;
		this.visitor = visitor;
	}

	/**
	 * Gives the place back. Whoever learns of the end may call it: it counts once.
	 */
	public void release() {
		if (RELEASED.compareAndSet(this, 0, 1)) {
			this.admission.leave(this.visitor);
		}
	}

}
