package dev.realtime.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.realtime.RealtimePublisher;
import dev.realtime.TierChangedEvent;
import dev.realtime.admission.Doorkeeper;
import dev.realtime.admission.RefusalReason;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.control.OverloadControl;
import dev.realtime.overload.Tier;
import dev.realtime.testing.PlainClient;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawResponse;
import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A whole application whose node is told how degraded it is. */
class OverloadedNodeTests {

	private static Running application;

	@BeforeAll
	static void start() {
		application = OpenApplication.start(Listening.class, "--realtime.limits.max-connections-per-address=3",
				"--realtime.limits.trusted-proxies=127.0.0.1", "--realtime.channels[0].pattern=wicket",
				"--realtime.channels[0].priority=critical", "--realtime.channels[1].pattern=talk",
				"--realtime.channels[1].priority=low", "--realtime.channels[1].recovery=stream",
				"--realtime.channels[1].history.size=100");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void whileItShedsWhatMattersLeastStopsAndComesAfterwards() throws Exception {
		try (PlainClient client = application.connect().answeringPings()) {
			client.subscribe("wicket");
			client.subscribe("talk");
			tier(Tier.SHED);

			publish("talk", "chat");
			publish("wicket", "out!");
			assertThat(client.publication().asString()).isEqualTo("out!");

			end();
			assertThat(client.publication().asString()).isEqualTo("chat");
		}
		awaitEvent(Tier.SHED);
		awaitEvent(Tier.NORMAL);
	}

	/** Drops what other tests have caused before. */
	private static void awaitEvent(Tier tier) throws InterruptedException {
		BlockingQueue<TierChangedEvent> heard = application.bean(Listening.class).heard;
		TierChangedEvent event = heard.poll(10, TimeUnit.SECONDS);
		while (event != null && event.to() != tier) {
			event = heard.poll(10, TimeUnit.SECONDS);
		}
		assertThat(event).as("the event of %s", tier).isNotNull();
	}

	@Test
	void whileItRejectsThoseInsideStayAndTheOthersAreToldWhenToComeBack() {
		try (PlainClient inside = application.connect().answeringPings()) {
			inside.subscribe("wicket");
			tier(Tier.REJECT);
			await().until(() -> ask("").status() == 503);
			List<Integer> told = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				RawResponse refused = ask("");
				assertThat(refused.status()).isEqualTo(503);
				assertThat(refused.body()).contains("overloaded", "try again in");
				told.add(Integer.valueOf(refused.header("retry-after")));
			}
			assertThat(told).allSatisfy((seconds) -> assertThat(seconds).isBetween(1, 120));
			assertThat(told.stream().distinct().count()).as("spread").isGreaterThan(3);

			publish("wicket", "out!");
			assertThat(inside.publication().asString()).isEqualTo("out!");
		}
		finally {
			end();
		}
		await().until(() -> ask("").status() == 101);
	}

	@Test
	void addressHasItsPlacesAndGivesThemBack() {
		Doorkeeper door = application.bean(Doorkeeper.class);
		await().until(() -> door.stats().connections() == 0);
		long before = door.stats().refused(RefusalReason.ADDRESS);
		List<RawWebSocket> crowd = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			crowd.add(handshake("198.51.100.7").open());
		}

		assertThat(ask("198.51.100.7").status()).isEqualTo(503);
		assertThat(ask("198.51.100.7").body()).contains("realtime.limits.max-connections-per-address");
		assertThat(door.stats().refused(RefusalReason.ADDRESS)).isEqualTo(before + 2);
		try (RawWebSocket other = handshake("198.51.100.8").open()) {
			assertThat(other.handshake().status()).isEqualTo(101);
		}

		crowd.forEach(RawWebSocket::reset);
		await().until(() -> door.stats().connections() == 0);
		assertThat(door.stats().addresses()).isZero();
		assertThat(ask("198.51.100.7").status()).isEqualTo(101);
	}

	@Test
	void handshakeThatIsNoneGivesItsPlaceBack() {
		Doorkeeper door = application.bean(Doorkeeper.class);
		await().until(() -> door.stats().connections() == 0);

		for (int i = 0; i < 10; i++) {
			RawResponse broken = handshake("198.51.100.9").header("Sec-WebSocket-Version", "8").ask();
			assertThat(broken.status()).isBetween(400, 499);
		}

		assertThat(door.stats().connections()).isZero();
	}

	private static void tier(Tier tier) {
		application.bean(OverloadControl.class)
			.override(tier, "a test", Duration.ofMinutes(5))
			.toCompletableFuture()
			.join();
	}

	private static void end() {
		application.bean(OverloadControl.class).endOverride("a test").toCompletableFuture().join();
	}

	private static void publish(String channel, String text) {
		application.bean(RealtimePublisher.class).publish(channel, text).toCompletableFuture().join();
	}

	private static RawHandshake handshake(String address) {
		RawHandshake handshake = RawHandshake.to(application.port());
		return address.isEmpty() ? handshake : handshake.header("X-Forwarded-For", address);
	}

	private static RawResponse ask(String address) {
		return handshake(address).ask();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final BlockingQueue<TierChangedEvent> heard = new LinkedBlockingQueue<>();

		@EventListener
		void changed(TierChangedEvent event) {
			this.heard.add(event);
		}

	}

}
