package dev.realtime.autoconfigure;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Tells Spring Boot whether the node is ready, where Boot thinks otherwise. There is one
 * readiness for the whole application: where the application itself, or Boot at its end,
 * has refused traffic, a node that is ready again does not overrule that.
 */
final class ReadinessEvents implements Consumer<Boolean>, ApplicationListener<AvailabilityChangeEvent<?>> {

	private final ApplicationContext context;

	private final ApplicationAvailability availability;

	private final Executor executor;

	private volatile boolean refusedByOthers;

	ReadinessEvents(ApplicationContext context, ApplicationAvailability availability, Executor executor) {
		this.context = context;
		this.availability = availability;
		this.executor = executor;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		if (event.getSource() != this && event.getState() instanceof ReadinessState state) {
			this.refusedByOthers = state == ReadinessState.REFUSING_TRAFFIC;
		}
	}

	@Override
	public void accept(Boolean ready) {
		ReadinessState wanted = ready ? ReadinessState.ACCEPTING_TRAFFIC : ReadinessState.REFUSING_TRAFFIC;
		if (this.availability.getReadinessState() != wanted && !(ready && this.refusedByOthers)) {
			this.executor.execute(() -> AvailabilityChangeEvent.publish(this.context, this, wanted));
		}
	}

}
