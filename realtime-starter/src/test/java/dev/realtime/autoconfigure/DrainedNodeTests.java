package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.realtime.DrainPhaseEvent;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.control.NodeDrain;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.MoveOrder;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A whole application whose node is emptied, and serves again. */
class DrainedNodeTests {

	private static final int CLIENTS = 40;

	private static final DrainPlan PLAN = new DrainPlan(20, null, Duration.ZERO, Duration.ZERO,
			MoveOrder.LOWEST_PRIORITY_FIRST, true);

	@Test
	void itsClientsGoAFewAtATimeTheLeastImportantFirstAndNobodyComesUntilItIsToldToServe() {
		try (Running application = OpenApplication.start(Listening.class, "--realtime.drain.balancer-wait=0s",
				"--realtime.channels[0].pattern=wicket", "--realtime.channels[0].priority=critical",
				"--realtime.channels[1].pattern=talk", "--realtime.channels[1].priority=low")) {
			List<PlainClient> important = clients(application, "wicket");
			List<PlainClient> others = clients(application, "talk");
			NodeDrain drain = application.bean(NodeDrain.class);
			ApplicationAvailability availability = application.bean(ApplicationAvailability.class);

			long start = System.nanoTime();
			drain.told(1, new DrainOrder.Drain(PLAN)).toCompletableFuture().join();
			await().until(() -> drain.state().phase() == DrainPhase.DRAINING);
			await().until(() -> others.stream().allMatch(PlainClient::isClosed));
			Duration half = Duration.ofNanos(System.nanoTime() - start);
			assertThat(important.stream().filter((client) -> !client.isClosed()).count()).isGreaterThan(CLIENTS / 4);
			await().until(() -> drain.state().phase() == DrainPhase.DRAINED);

			assertThat(half).as("at the rate of the plan")
				.isGreaterThan(Duration.ofMillis(1000L * CLIENTS / 2 / 20 - 500));
			assertThat(others.get(0).awaitClose()).returns(3011, PlainClient.Closed::code);
			assertThat(drain.state().done()).isEqualTo(1);
			await().until(() -> availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);
			RawResponse refused = RawHandshake.to(application.port()).ask();
			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.header("retry-after")).isNotEmpty();

			Object itsOwn = new Object();
			AvailabilityChangeEvent.publish(application.context(), itsOwn, ReadinessState.REFUSING_TRAFFIC);
			drain.told(2, new DrainOrder.Serve()).toCompletableFuture().join();
			await().until(() -> drain.state().phase() == DrainPhase.ACTIVE);
			await().during(Duration.ofSeconds(1))
				.until(() -> availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);
			AvailabilityChangeEvent.publish(application.context(), itsOwn, ReadinessState.ACCEPTING_TRAFFIC);
			await().until(() -> availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC);
			assertThat(RawHandshake.to(application.port()).ask().status()).isEqualTo(101);
			await().untilAsserted(() -> assertThat(application.bean(Listening.class).phases).containsExactly(
					DrainPhase.CORDONED, DrainPhase.WAITING, DrainPhase.DRAINING, DrainPhase.DRAINED,
					DrainPhase.RESUMING, DrainPhase.ACTIVE));
		}
	}

	@Test
	void applicationThatEndsGivesItsClientsAwayOverTheTimeItHas() {
		List<PlainClient> clients;
		long start;
		try (Running application = OpenApplication.start(Listening.class, "--realtime.drain.rate=10",
				"--realtime.drain.shutdown=2s", "--realtime.channels[0].pattern=wicket")) {
			clients = clients(application, "wicket");
			start = System.nanoTime();
		}

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
		assertThat(clients)
			.allSatisfy((client) -> assertThat(client.awaitClose()).returns(3001, PlainClient.Closed::code));
	}

	private static List<PlainClient> clients(Running application, String channel) {
		List<PlainClient> clients = new ArrayList<>();
		for (int i = 0; i < CLIENTS / 2; i++) {
			PlainClient client = application.connect().answeringPings();
			client.subscribe(channel);
			clients.add(client);
		}
		return clients;
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final List<DrainPhase> phases = new CopyOnWriteArrayList<>();

		@EventListener
		void moved(DrainPhaseEvent event) {
			this.phases.add(event.to());
		}

	}

}
