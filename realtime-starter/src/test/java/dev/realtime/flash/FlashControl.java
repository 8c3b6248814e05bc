package dev.realtime.flash;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.realtime.control.OverloadControl;
import dev.realtime.overload.Tier;
import dev.realtime.testing.Latencies;

/**
 * How a test tells the node what to do, beside what is tested.
 */
@RestController
class FlashControl {

	private final OverloadControl overload;

	private final Commentator commentator;

	private final TierLog tiers;

	private final HandshakeTimes times;

	FlashControl(OverloadControl overload, Commentator commentator, TierLog tiers, HandshakeTimes times) {
		this.overload = overload;
		this.commentator = commentator;
		this.tiers = tiers;
		this.times = times;
	}

	@PostMapping("/talk/{perSecond}")
	void talk(@PathVariable("perSecond") int perSecond) {
		this.commentator.talk(perSecond);
	}

	/** As an operator would; NORMAL lets the sensors decide again. */
	@PostMapping("/tier/{tier}")
	void tier(@PathVariable("tier") Tier tier) {
		if (tier == Tier.NORMAL) {
			this.overload.endOverride("the test").toCompletableFuture().join();
		}
		else {
			this.overload.override(tier, "the test", Duration.ofMinutes(5)).toCompletableFuture().join();
		}
	}

	@PostMapping("/newest")
	Map<String, Long> newest() {
		return this.commentator.newest();
	}

	@PostMapping("/tiers")
	List<String> tiers() {
		return this.tiers.changes();
	}

	@PostMapping("/refusals")
	Latencies.Summary refusals() {
		return this.times.refusals();
	}

}
