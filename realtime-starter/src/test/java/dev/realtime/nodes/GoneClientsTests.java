package dev.realtime.nodes;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.realtime.session.ClientSession;
import dev.realtime.session.Sessions;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is left of clients that have gone. */
class GoneClientsTests {

	private static final int ROUNDS = 40;

	private static final int CLIENTS = 50;

	@Test
	void nothingRefersToThemAnyMoreHoweverTheyLeft() {
		Queue<WeakReference<ClientSession>> sessions = new ConcurrentLinkedQueue<>();
		try (TestNode node = TestNode.start("left", "redis://127.0.0.1:1", "left", "realtime.broker=memory")) {
			Sessions all = node.bean(Sessions.class);
			for (int round = 0; round < ROUNDS; round++) {
				List<RawWebSocket> clients = Stream.generate(() -> RawHandshake.to(node.port()).open())
					.limit(CLIENTS)
					.toList();
				await().until(() -> all.stats().active() == CLIENTS);
				CountDownLatch seen = new CountDownLatch(CLIENTS);
				all.forEach((session) -> {
					sessions.add(new WeakReference<>(session));
					seen.countDown();
				});
				await().until(() -> seen.getCount() == 0);
				for (int i = 0; i < CLIENTS; i++) {
					leave(clients.get(i), i);
				}
				await().until(() -> all.stats().active() == 0);
				clients.forEach(RawWebSocket::close);
			}
			assertThat(sessions).hasSize(ROUNDS * CLIENTS);

			await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
				System.gc();
				assertThat(sessions.stream().filter((session) -> session.get() != null).count()).isZero();
			});
		}
	}

	/** Most with a close frame, the rest with nothing or a reset. */
	private static void leave(RawWebSocket client, int number) {
		switch (number % 10) {
			case 0 -> client.close();
			case 1 -> client.reset();
			default -> client.sendClose(1000);
		}
	}

}
