package dev.realtime.control;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.loop.Ticker;
import dev.realtime.overload.Tier;

/**
 * Whether balancers shall send anybody to this node. Two reasons speak against it: it is
 * to be left, which counts in any case, or it is overloaded while other nodes have room.
 * Where no other has room it stays ready, or an overload of all would look like the end
 * of the application: its other requests would find no node, and nobody could be told
 * when to come back.
 *
 * <p>
 * It turns red at once, and green again when the tier has come down, or as soon as nobody
 * else has room. In the latter case it stays green until somebody has had room for a
 * while, so that nodes do not throw a crowd to and fro. Two that are overloaded in the
 * same moment may both be red until each has heard of the other, some seconds later.
 * Everything happens on the one thread that calls {@link #run()} regularly.
 */
public final class Readiness implements Runnable {

	/** How often it looks. */
	public static final Duration LOOK_EVERY = Duration.ofMillis(500);

	private static final Logger logger = LoggerFactory.getLogger(Readiness.class);

	private final Supplier<Tier> tier;

	private final BooleanSupplier roomElsewhere;

	private final Duration hold;

	private final Ticker ticker;

	private final Consumer<Boolean> tell;

	private boolean serves = true;

	private boolean relieved;

	/** Whether it had to turn green again because nobody else had room. */
	private boolean alone;

	/** When nobody else had room last, if it is {@link #alone}. */
	private long aloneNanos;

	private boolean told = true;

	/**
	 * Makes the readiness of a node that is ready.
	 * @param tier the tier that counts
	 * @param roomElsewhere whether another node has room
	 * @param hold for how long another must have had room once nobody had
	 * @param ticker the clock
	 * @param tell told whether the node is ready, again and again while it is not; must
	 * not block
	 */
	public Readiness(Supplier<Tier> tier, BooleanSupplier roomElsewhere, Duration hold, Ticker ticker,
			Consumer<Boolean> tell) {
		this.tier = tier;
		this.roomElsewhere = roomElsewhere;
		this.hold = hold;
		this.ticker = ticker;
		this.tell = tell;
	}

	/**
	 * Looks how this node and the others are.
	 */
	@Override
	public void run() {
		boolean rejecting = this.tier.get() == Tier.REJECT;
		boolean room = this.roomElsewhere.getAsBoolean();
		if (this.relieved && !(rejecting && room)) {
			this.relieved = false;
			this.alone = rejecting;
			logger.info("Ready again: {}", rejecting ? "no other node has room either" : "no longer overloaded");
		}
		if (!room) {
			this.aloneNanos = this.ticker.nanoTime();
		}
		this.alone = this.alone && rejecting && !hasLasted();
		if (rejecting && room && !this.alone && !this.relieved) {
			this.relieved = true;
			logger.warn("Not ready while overloaded: other nodes have room");
		}
		tell();
	}

	/**
	 * Hears whether the node serves or is to be left.
	 * @param now whether it serves
	 */
	public void serves(boolean now) {
		this.serves = now;
		tell();
	}

	private boolean hasLasted() {
		return this.ticker.nanoTime() - this.aloneNanos >= this.hold.toNanos();
	}

	/** Others may say that the application is ready, and do when it has started. */
	private void tell() {
		boolean ready = this.serves && !this.relieved;
		if (!ready || !this.told) {
			this.tell.accept(ready);
		}
		this.told = ready;
	}

}
