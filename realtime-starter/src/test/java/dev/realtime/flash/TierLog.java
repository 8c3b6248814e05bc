package dev.realtime.flash;

import java.util.ArrayList;
import java.util.List;

import org.springframework.context.event.EventListener;

import dev.realtime.TierChangedEvent;

/**
 * Which tier the node was in when.
 */
final class TierLog {

	private final long startNanos = System.nanoTime();

	private final List<String> changes = new ArrayList<>();

	@EventListener
	synchronized void changed(TierChangedEvent event) {
		this.changes
			.add("%.1f s %s: %s".formatted((System.nanoTime() - this.startNanos) / 1e9, event.to(), event.cause()));
	}

	synchronized List<String> changes() {
		return List.copyOf(this.changes);
	}

}
