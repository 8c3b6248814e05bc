package dev.realtime.channel;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.realtime.broker.Broker;
import dev.realtime.loop.Loop;
import dev.realtime.loop.Timer;
import dev.realtime.message.ChannelName;
import dev.realtime.message.StreamPosition;

/**
 * Finds out whether a home still knows where its channel stands: when something may have
 * been missed, and now and then while the channel is quiet. Asks one question at a time,
 * and asks again, ever more slowly, while the broker does not answer. Belongs to the
 * home's loop.
 */
final class Verification {

	private static final Logger logger = LoggerFactory.getLogger(Verification.class);

	private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

	private static final Duration LAST_DELAY = Duration.ofSeconds(30);

	/** How often a channel is looked at that is quiet. */
	static final Duration PERIOD = Duration.ofSeconds(40);

	/** What the broker has and the home has not may only be on its way. */
	private static final Duration GRACE = Duration.ofSeconds(1);

	private final ChannelName channel;

	private final Broker broker;

	private final Loop loop;

	private final Host host;

	private final Duration period;

	private boolean asking;

	/** Asked for while a question was under way, whose answer may be older. */
	private boolean again;

	/** To be asked when publications flow again. */
	private boolean owed;

	private boolean heard;

	private Duration delay = FIRST_DELAY;

	private @Nullable Timer next;

	Verification(ChannelName channel, Broker broker, Loop loop, Host host) {
		this.channel = channel;
		this.broker = broker;
		this.loop = loop;
		this.host = host;
		// From three quarters to five quarters, by the name, so that the channels of a
		// node take turns.
		long spread = PERIOD.toMillis() / 2;
		this.period = PERIOD.minusMillis(spread / 2).plusMillis(Math.floorMod(channel.hashCode(), spread + 1));
	}

	/** Begins to look now and then. */
	void begin() {
		later(this.period, this::lookIfQuiet);
	}

	/** A publication came in its turn: nothing is missing. */
	void heard() {
		this.heard = true;
	}

	/** Asks at once. */
	void ask() {
		this.delay = FIRST_DELAY;
		if (this.asking) {
			this.again = true;
		}
		else {
			send();
		}
	}

	/** Asks when publications flow again, since what is being read may be older. */
	void owe() {
		this.owed = true;
	}

	/** Publications flow again. */
	void steady() {
		if (this.owed) {
			this.owed = false;
			ask();
		}
	}

	void end() {
		cancel();
		this.again = false;
	}

	private void lookIfQuiet() {
		if (this.heard) {
			this.heard = false;
			begin();
		}
		else {
			send();
		}
	}

	private void send() {
		cancel();
		if (!this.host.isSteady()) {
			owe();
			return;
		}
		this.asking = true;
		this.broker.verify(this.channel, this.host.position(), this.host.newestId())
			.whenComplete((stands, failure) -> this.loop.executeNowOrLater(() -> answered(stands, failure)));
	}

	private void answered(@Nullable StreamPosition stands, @Nullable Throwable failure) {
		this.asking = false;
		if (this.host.isOver()) {
			return;
		}
		if (this.again) {
			this.again = false;
			send();
			return;
		}
		if (stands == null) {
			logger.debug("Channel {} cannot be verified: {}", this.channel, String.valueOf(failure));
			later(this.delay, this::send);
			Duration longer = this.delay.multipliedBy(2);
			this.delay = (longer.compareTo(LAST_DELAY) < 0) ? longer : LAST_DELAY;
			return;
		}
		this.delay = FIRST_DELAY;
		StreamPosition known = this.host.position();
		if (!stands.epoch().equals(known.epoch())) {
			this.host.missed();
			begin();
		}
		else if (stands.offset() > known.offset()) {
			later(GRACE, () -> missedIfStillBehind(stands));
		}
		else {
			begin();
		}
	}

	private void missedIfStillBehind(StreamPosition stands) {
		StreamPosition known = this.host.position();
		if (stands.epoch().equals(known.epoch()) && stands.offset() > known.offset()) {
			this.host.missed();
		}
		begin();
	}

	private void later(Duration delay, Runnable action) {
		cancel();
		this.next = this.loop.schedule(delay, () -> {
			if (!this.host.isOver()) {
				action.run();
			}
		});
	}

	private void cancel() {
		if (this.next != null) {
			this.next.cancel();
			this.next = null;
		}
	}

	/** What a home says of itself. */
	interface Host {

		/** Where it believes the channel to stand. */
		StreamPosition position();

		/** The id of the publication there, 0 if it is not known. */
		long newestId();

		/** Whether publications flow, so that the question makes sense. */
		boolean isSteady();

		/** Whether the home is no more. */
		boolean isOver();

		/** Something is missing: read history. */
		void missed();

	}

}
