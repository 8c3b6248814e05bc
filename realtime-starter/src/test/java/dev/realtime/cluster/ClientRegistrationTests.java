package dev.realtime.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.realtime.cluster.memory.MemoryClientDirectory;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.message.UserId;
import dev.realtime.testing.GatedClientDirectory;
import dev.realtime.testing.ManualLoops;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a client's registration when the store is slow, away or emptied.
 */
class ClientRegistrationTests {

	private static final UserId ANNA = UserId.of("anna");

	private final ManualLoops loops = new ManualLoops(2);

	private final MemoryCluster cluster = new MemoryCluster(this.loops.ticker()::currentTimeMillis);

	private final GatedClientDirectory directory = new GatedClientDirectory(
			new MemoryClientDirectory(this.cluster, new NodeId("one", "i1")));

	private final ClientRegistrar registrar = new ClientRegistrar(this.directory);

	@Test
	void clientIsRegisteredUntilItEnds() {
		ClientRegistration registration = register("c1");
		assertThat(registration.first().toCompletableFuture().join()).hasSize(1);
		assertThat(this.registrar.unregistered()).isZero();

		end(registration);
		end(registration);

		assertThat(this.cluster.size()).isZero();
		assertThat(this.directory.calls()).containsExactly("register", "unregister");
		assertThat(this.registrar.unregistered()).isZero();
	}

	@Test
	void clientThatEndsWhileItIsRegisteredLeavesNoGhost() {
		this.directory.hold();
		ClientRegistration registration = register("c1");
		assertThat(this.registrar.unregistered()).isEqualTo(1);

		end(registration);
		assertThat(this.directory.calls()).as("one call at a time").containsExactly("register");
		this.directory.letGo();
		this.loops.run();

		assertThat(this.directory.calls()).containsExactly("register", "unregister");
		assertThat(this.cluster.size()).isZero();
		assertThat(this.registrar.unregistered()).isZero();
	}

	@Test
	void clientThatEndsAfterAFailureIsUnregisteredBecauseItMayStandInTheStore() {
		this.directory.away(true);
		ClientRegistration registration = register("c1");
		assertThat(registration.first().toCompletableFuture()).isCompletedExceptionally();
		this.directory.away(false);

		end(registration);
		this.loops.pass(Duration.ofMinutes(1));

		assertThat(this.directory.calls()).containsExactly("register", "unregister");
	}

	@Test
	void whatFailedIsTriedAgainMoreAndMoreSlowlyUntilItIsThere() {
		this.directory.away(true);
		register("c1");
		this.loops.pass(Duration.ofMinutes(3));
		int attempts = this.directory.calls().size();
		assertThat(attempts).isBetween(7, 20);
		assertThat(this.registrar.unregistered()).isEqualTo(1);

		this.directory.away(false);
		this.loops.pass(Duration.ofSeconds(31));

		assertThat(this.cluster.size()).isEqualTo(1);
		assertThat(this.registrar.unregistered()).isZero();
		this.loops.pass(Duration.ofMinutes(3));
		assertThat(this.directory.calls()).hasSize(attempts + 1);
	}

	@Test
	void unregisteringIsTriedAgainButNotForEver() {
		ClientRegistration registration = register("c1");
		this.directory.away(true);
		end(registration);
		this.loops.pass(Duration.ofSeconds(2));
		this.directory.away(false);
		this.loops.pass(Duration.ofSeconds(10));
		assertThat(this.cluster.size()).isZero();

		ClientRegistration second = register("c2");
		this.directory.away(true);
		end(second);
		this.loops.pass(Duration.ofMinutes(10));
		int attempts = this.directory.calls().size();
		this.loops.pass(Duration.ofMinutes(10));
		assertThat(this.directory.calls()).hasSize(attempts);
	}

	@Test
	void storeThatLostEverythingHasItAgainInTheSamePlaces() {
		List<ClientRegistration> registrations = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			registrations.add(register("c" + i));
			this.loops.pass(Duration.ofMillis(10));
		}
		end(registrations.remove(0));
		List<Registration> before = this.directory.find(ANNA).toCompletableFuture().join();
		assertThat(before).hasSize(99);

		this.cluster.lose();
		assertThat(this.cluster.size()).isZero();
		this.loops.run();
		assertThat(this.registrar.unregistered()).as("paced").isBetween(1, 99);
		this.loops.pass(Duration.ofSeconds(1));

		assertThat(this.directory.find(ANNA).toCompletableFuture().join()).isEqualTo(before);
		assertThat(this.registrar.unregistered()).isZero();
	}

	@Test
	void lossWhileACallIsUnderWayIsMadeGoodBehindIt() {
		this.directory.hold();
		register("c1");
		this.cluster.lose();
		this.loops.run();
		this.directory.letGo();
		this.loops.run();

		assertThat(this.directory.calls()).containsExactly("register", "restore");
		assertThat(this.cluster.size()).isEqualTo(1);
		assertThat(this.registrar.unregistered()).isZero();
	}

	@Test
	void clientThatEndsBeforeItsTurnToBeRestoredStaysAway() {
		ClientRegistration first = register("c1");
		ClientRegistration second = register("c2");
		this.cluster.lose();
		this.loops.run();

		end(first);
		end(second);
		this.loops.pass(Duration.ofSeconds(5));

		assertThat(this.cluster.size()).isZero();
		assertThat(this.registrar.unregistered()).isZero();
	}

	private ClientRegistration register(String client) {
		List<ClientRegistration> made = new ArrayList<>();
		this.loops.loops()
			.all()
			.get(0)
			.execute(() -> made
				.add(this.registrar.register(this.loops.loops().all().get(0), ANNA, new ClientId(client))));
		this.loops.run();
		return made.get(0);
	}

	private void end(ClientRegistration registration) {
		registration.loop().execute(registration::end);
		this.loops.run();
	}

}
