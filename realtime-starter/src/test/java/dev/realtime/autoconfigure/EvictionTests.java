package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;

import dev.realtime.admission.Doorkeeper;
import dev.realtime.admission.RefusalReason;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.metrics.ConnectionMeters;
import dev.realtime.session.Sessions;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A whole application that is full, and lets newcomers in for those who are idle. */
class EvictionTests {

	private static final int MOST = 40;

	private static final int THREADS = 12;

	/** What {@code Admission} promises for 40 connections. */
	private static final int UNDER_WAY = 1;

	private final Running application = OpenApplication.start(Nothing.class,
			"--realtime.limits.max-connections=" + MOST, "--realtime.limits.when-full=evict-idle",
			"--realtime.limits.idle-after=1s", "--realtime.overload.occupancy.refuse=1",
			"--realtime.drain.shutdown=0s");

	private final Doorkeeper door = this.application.bean(Doorkeeper.class);

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void longestIdleGoesForOneMoreAndTheNodeStaysAsFullAsItMayBe() {
		List<PlainClient> clients = new ArrayList<>();
		for (int i = 0; i < MOST; i++) {
			clients.add(this.application.connect().answeringPings());
		}
		// All but the second and third speak again and again.
		List<PlainClient> speaking = new ArrayList<>(clients);
		speaking.removeAll(clients.subList(1, 3));
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			speaking.forEach((client) -> client.ask("rpc", "{\"method\":\"none\"}"));
			return comes(new ArrayList<>());
		});

		assertThat(clients.get(1).awaitClose()).returns(4002, PlainClient.Closed::code);
		assertThat(clients.get(1).awaitClose().reason()).contains("the node is full");
		assertThat(clients.stream().filter(PlainClient::isClosed)).containsExactly(clients.get(1));
		assertThat(this.door.stats().connections()).isEqualTo(MOST);
		assertThat(this.application.bean(Sessions.class).stats().active()).isEqualTo(MOST);
		MeterRegistry registry = new SimpleMeterRegistry();
		this.application.bean(ConnectionMeters.class).bindTo(registry);
		assertThat(registry.get("realtime.connections.closed")
			.tag("reason", "evicted while idle")
			.functionCounter()
			.count()).isEqualTo(1);
	}

	@Test
	void whatIsNoHandshakeTakesNobodysPlace() {
		List<PlainClient> clients = new ArrayList<>();
		for (int i = 0; i < MOST; i++) {
			clients.add(this.application.connect().answeringPings());
		}

		// A real one is let in once somebody is idle, so by then somebody is.
		List<RawWebSocket> inside = new ArrayList<>();
		await().atMost(Duration.ofSeconds(20)).until(() -> comes(inside));
		for (int i = 0; i < 20; i++) {
			assertThat(RawHandshake.to(this.application.port()).header("Upgrade", null).ask().status()).isBetween(400,
					499);
			assertThat(RawHandshake.to(this.application.port()).header("Sec-WebSocket-Key", null).ask().status())
				.isBetween(400, 499);
		}

		assertThat(clients.stream().filter(PlainClient::isClosed)).hasSize(1);
		assertThat(this.door.stats().connections()).isEqualTo(MOST);
	}

	@Test
	void whereNobodyIsIdleNewcomersAreRefusedAsEver() {
		List<PlainClient> clients = new ArrayList<>();
		for (int i = 0; i < MOST; i++) {
			clients.add(this.application.connect().answeringPings());
		}
		clients.forEach((client) -> client.ask("rpc", "{\"method\":\"none\"}"));

		assertThat(RawHandshake.to(this.application.port()).ask().status()).isEqualTo(503);
		assertThat(this.door.stats().refused(RefusalReason.FULL)).isEqualTo(1);
		assertThat(this.door.stats().connections()).isEqualTo(MOST);
		assertThat(clients).noneMatch(PlainClient::isClosed);
	}

	@Test
	void crowdThatComesAtOnceNeverMakesItFullerThanAllowed() throws Exception {
		AtomicBoolean watching = new AtomicBoolean(true);
		ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
		Future<Integer> worst = threads.submit(() -> {
			int most = 0;
			while (watching.get()) {
				most = Math.max(most, this.door.stats().connections());
				Thread.onSpinWait();
			}
			return most;
		});
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
		List<Callable<List<RawWebSocket>>> hammering = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			hammering.add(() -> {
				List<RawWebSocket> mine = new ArrayList<>();
				while (System.nanoTime() < end) {
					comes(mine);
				}
				return mine;
			});
		}
		List<RawWebSocket> all = new ArrayList<>();
		for (Future<List<RawWebSocket>> done : threads.invokeAll(hammering)) {
			all.addAll(done.get());
		}
		watching.set(false);

		int admitted = all.size();
		assertThat(worst.get()).isBetween(MOST, MOST + UNDER_WAY);
		assertThat(admitted).as("and some took the place of others").isGreaterThan(MOST);
		await().untilAsserted(() -> assertThat(this.door.stats().connections()).isEqualTo(MOST));
		assertThat(this.application.bean(Sessions.class).stats().active()).isEqualTo(MOST);
		assertThat(this.application.bean(Sessions.class).stats().closesByCode()).containsEntry(4002,
				(long) admitted - MOST);
		all.forEach(RawWebSocket::close);
		threads.shutdown();
	}

	/** Whether one more is let in. */
	private boolean comes(List<RawWebSocket> inside) {
		try {
			inside.add(RawHandshake.to(this.application.port()).open());
			return true;
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessageContaining("status=503");
			return false;
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

}
