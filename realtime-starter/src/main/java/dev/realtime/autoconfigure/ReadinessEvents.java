package dev.realtime.autoconfigure;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/**
 * Tells Spring Boot whether the node is ready, where Boot thinks otherwise.
 */
final class ReadinessEvents implements Consumer<Boolean> {

	private final ApplicationContext context;

	private final ApplicationAvailability availability;

	private final Executor executor;

	ReadinessEvents(ApplicationContext context, ApplicationAvailability availability, Executor executor) {
		this.context = context;
		this.availability = availability;
		this.executor = executor;
	}

	@Override
	public void accept(Boolean ready) {
		ReadinessState wanted = ready ? ReadinessState.ACCEPTING_TRAFFIC : ReadinessState.REFUSING_TRAFFIC;
		if (this.availability.getReadinessState() != wanted) {
			this.executor.execute(() -> AvailabilityChangeEvent.publish(this.context, wanted));
		}
	}

}
