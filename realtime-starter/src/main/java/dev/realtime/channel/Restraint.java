package dev.realtime.channel;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.realtime.loop.Loop;
import dev.realtime.message.ChannelName;
import dev.realtime.message.Priority;

/**
 * How much a channel matters on this node now, and whether its subscribers have to wait
 * because of that: for the end of a window, or until the node sheds no more. What is
 * critical never waits. Belongs to the loop of the channel's shard.
 */
final class Restraint {

	private final ChannelName channel;

	private final ChannelRule rule;

	private final Window window;

	private TrafficPolicy policy;

	private Priority priority;

	/**
	 * Begins.
	 * @param onEnd called at the end of each window
	 */
	Restraint(ChannelName channel, ChannelRule rule, Loop loop, TrafficPolicy policy, Runnable onEnd) {
		this.channel = channel;
		this.rule = rule;
		this.window = new Window(loop, onEnd);
		this.policy = policy;
		this.priority = priority(policy);
	}

	/** How much the channel matters: what its rule says, or an operator. */
	Priority priority() {
		return this.priority;
	}

	/**
	 * The lane of a delivery: the channel's, unless it was published as more urgent than
	 * its rule asks for.
	 */
	Priority lane(Delivery delivery) {
		return delivery.priority().outranks(this.rule.priority()) ? this.priority.max(delivery.priority())
				: this.priority;
	}

	/** Another policy holds; answers whether the priority has changed. */
	boolean apply(TrafficPolicy newPolicy) {
		Priority before = this.priority;
		this.policy = newPolicy;
		this.priority = priority(newPolicy);
		return this.priority != before;
	}

	/**
	 * Whether a delivery that has just come has to wait. If not, and the channel is
	 * throttled, those that follow have to.
	 */
	boolean holdsBack(Delivery delivery) {
		if (lane(delivery) == Priority.CRITICAL) {
			return false;
		}
		if (isHolding()) {
			return true;
		}
		begin();
		return false;
	}

	/** Whether what was held back has to wait longer. */
	boolean isHolding() {
		return this.window.isOpen() || (this.policy.shedding() && this.priority == Priority.LOW);
	}

	/** Something was handed over: a window begins if the channel is throttled. */
	void begin() {
		Shaping shaping = this.rule.shaping();
		Duration throttle = (this.policy.throttling() || shaping.throttleAlways()) ? shaping.throttle() : null;
		if (throttle != null && !this.window.isOpen()) {
			this.window.open(throttle);
		}
	}

	void end() {
		this.window.close();
	}

	private Priority priority(TrafficPolicy from) {
		@Nullable Priority overridden = from.priorities().find(this.channel);
		return (overridden != null) ? overridden : this.rule.priority();
	}

}
