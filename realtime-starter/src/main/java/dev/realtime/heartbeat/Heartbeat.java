package dev.realtime.heartbeat;

/**
 * Liveness of one connection. Traffic only marks the time it was seen; nothing is armed
 * or cancelled. Belongs to one loop.
 */
public final class Heartbeat {

	/** What is due. */
	public enum Verdict {

		/** Nothing. */
		NONE,

		/** A ping; {@link #pinged} is to be called when it leaves. */
		PING,

		/** The end: nothing was heard for interval and timeout together. */
		DEAD

	}

	private final long intervalNanos;

	private final long silenceNanos;

	private long lastInboundNanos;

	private long nextPingNanos;

	/**
	 * Starts watching.
	 * @param settings interval and timeout
	 * @param nowNanos now
	 * @param spread 0 to 1, random: where between half and the whole interval the first
	 * ping falls, so that clients that came together are not pinged together
	 */
	public Heartbeat(HeartbeatSettings settings, long nowNanos, double spread) {
		this.intervalNanos = settings.interval().toNanos();
		this.silenceNanos = this.intervalNanos + settings.timeout().toNanos();
		this.lastInboundNanos = nowNanos;
		this.nextPingNanos = nowNanos + (long) (this.intervalNanos * (0.5 + spread / 2));
	}

	/**
	 * Notes that something came from the client.
	 * @param nowNanos now
	 */
	public void heard(long nowNanos) {
		this.lastInboundNanos = nowNanos;
	}

	/**
	 * Notes that a ping has been handed over, for whatever reason; the next one is due an
	 * interval later.
	 * @param nowNanos now
	 */
	public void pinged(long nowNanos) {
		this.nextPingNanos = nowNanos + this.intervalNanos;
	}

	/**
	 * Asks what is due.
	 * @param nowNanos now
	 * @return the verdict
	 */
	public Verdict check(long nowNanos) {
		if (nowNanos - this.lastInboundNanos >= this.silenceNanos) {
			return Verdict.DEAD;
		}
		return (nowNanos - this.nextPingNanos >= 0) ? Verdict.PING : Verdict.NONE;
	}

}
