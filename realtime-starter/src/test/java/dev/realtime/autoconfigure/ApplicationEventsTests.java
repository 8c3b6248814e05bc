package dev.realtime.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import dev.realtime.ClientConnectedEvent;
import dev.realtime.ClientDisconnectedEvent;
import dev.realtime.ClientSubscribedEvent;
import dev.realtime.ClientUnsubscribedEvent;
import dev.realtime.autoconfigure.OpenApplication.Running;
import dev.realtime.message.ClientId;
import dev.realtime.session.Sessions;
import dev.realtime.testing.PlainClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners of an application hear of its clients.
 */
class ApplicationEventsTests {

	private static final int CLIENTS = 20;

	@Test
	void eventsOfEachConnectionComeInOrderAndNeverOnALoop() {
		try (Running application = OpenApplication.start(Listeners.class)) {
			Journal journal = application.bean(Journal.class);
			List<PlainClient> clients = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				PlainClient client = application.connect();
				client.subscribe("news");
				client.subscribe("chat");
				client.ask("unsubscribe", "{\"channel\":\"news\"}");
				clients.add(client);
			}
			clients.forEach(PlainClient::close);

			Awaitility.await().until(() -> journal.ended.size() == CLIENTS);

			assertThat(journal.heard).hasSize(CLIENTS);
			assertThat(journal.heard.values()).allSatisfy((story) -> assertThat(story).containsExactly("connected",
					"subscribed news", "subscribed chat", "unsubscribed news", "unsubscribed chat", "disconnected"));
			assertThat(journal.threads).allMatch((name) -> name.startsWith("task-"));
		}
	}

	@Test
	void listenerThatBlocksHoldsUpNoClient() throws Exception {
		try (Running application = OpenApplication.start(Listeners.class); PlainClient first = application.connect()) {
			Journal journal = application.bean(Journal.class);
			CountDownLatch release = new CountDownLatch(1);
			journal.hold = release;
			try (PlainClient second = application.connect()) {
				second.subscribe("news");

				assertThat(first.subscribe("news").isObject()).isTrue();
				assertThat(application.bean(Sessions.class).stats().active()).isEqualTo(2);
			}
			finally {
				release.countDown();
			}
			assertThat(journal.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
		}
	}

	@Test
	void listenerHearsOfClientsThatTheShutdownCloses() {
		Journal journal;
		try (Running application = OpenApplication.start(OwnThreads.class, "--realtime.executor=ownThreads")) {
			journal = application.bean(Journal.class);
			for (int i = 0; i < CLIENTS; i++) {
				application.connect().subscribe("news");
			}
			journal.nanos = 500_000_000;
		}
		assertThat(journal.ended).hasSize(CLIENTS).extracting(ClientDisconnectedEvent::code).containsOnly(3001);
	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@Bean
		Journal journal() {
			return new Journal();
		}

	}

	/** Nobody waits for these at the end, unlike for Boot's pool. */
	@Configuration(proxyBeanMethods = false)
	static class OwnThreads extends Listeners {

		@Bean
		Executor ownThreads() {
			return new SimpleAsyncTaskExecutor("own-");
		}

	}

	static class Journal {

		private final Map<ClientId, List<String>> heard = new ConcurrentHashMap<>();

		private final List<String> threads = Collections.synchronizedList(new ArrayList<>());

		private final BlockingQueue<ClientDisconnectedEvent> ended = new LinkedBlockingQueue<>();

		private volatile long nanos;

		private volatile CountDownLatch hold = new CountDownLatch(0);

		@EventListener
		void connected(ClientConnectedEvent event) throws Exception {
			this.hold.await();
			note(event.client(), "connected");
		}

		@EventListener
		void subscribed(ClientSubscribedEvent event) {
			note(event.client(), "subscribed " + event.channel());
		}

		@EventListener
		void unsubscribed(ClientUnsubscribedEvent event) {
			note(event.client(), "unsubscribed " + event.channel());
		}

		@EventListener
		void disconnected(ClientDisconnectedEvent event) {
			LockSupport.parkNanos(this.nanos);
			note(event.client(), "disconnected");
			this.ended.add(event);
		}

		private void note(ClientId client, String what) {
			this.threads.add(Thread.currentThread().getName());
			this.heard.computeIfAbsent(client, (id) -> new ArrayList<>()).add(what);
		}

	}

}
