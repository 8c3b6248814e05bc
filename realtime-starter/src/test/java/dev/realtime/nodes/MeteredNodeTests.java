package dev.realtime.nodes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.realtime.metrics.Meters;
import dev.realtime.session.Sessions;
import dev.realtime.testing.RawHandshake;
import dev.realtime.testing.RawWebSocket;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the registry of a node on Redis holds, whatever its clients do. */
class MeteredNodeTests {

	/** A registry must not grow with clients; this is what a node has, and a little. */
	private static final int MOST_METERS = 300;

	private static final int STRANGERS = 1000;

	private static final RedisServer SERVER = RedisServer.started();

	private static final TestNode NODE = TestNode.start("one", SERVER.uri(), UUID.randomUUID().toString());

	@AfterAll
	static void stop() {
		NODE.close();
		SERVER.close();
	}

	@Test
	void registryHoldsTheCatalogueAndNothingElse() {
		Map<String, String> registered = new TreeMap<>();
		for (Meter meter : meters()) {
			String before = registered.put(meter.getId().getName(), form(meter));
			assertThat(before).as(meter.getId().getName()).isIn(null, form(meter));
		}

		Map<String, String> catalogue = new TreeMap<>();
		for (Meters meter : Meters.values()) {
			catalogue.put(meter.meter(), form(meter));
		}

		assertThat(registered).isEqualTo(catalogue);
	}

	@Test
	void strangersWithMadeUpNamesAddNoMeter() {
		long before = meters().size();
		long errors = counted("realtime.errors");
		long other = reconnects("other");
		long closed = counted("realtime.connections.closed");

		for (int i = 0; i < STRANGERS; i++) {
			visit(i);
		}
		await().until(() -> NODE.bean(Sessions.class).stats().active() == 0);

		assertThat(counted("realtime.connections.closed") - closed).isEqualTo(STRANGERS);
		assertThat(reconnects("other") - other).isEqualTo(STRANGERS);
		assertThat(counted("realtime.errors") - errors).isEqualTo(STRANGERS);
		assertThat(NODE.bean(Sessions.class).reconnects().top(1000).ranges()).hasSize(1);
		assertThat(meters()).hasSize((int) before).hasSizeLessThan(MOST_METERS);
		assertThat(meters()).flatExtracting((meter) -> meter.getId().getTags())
			.extracting(Tag::getValue)
			.noneMatch((value) -> value.contains("made-up"));
	}

	/** Every name a client can give, made up. */
	private static void visit(int number) {
		try (RawWebSocket socket = RawHandshake.to(NODE.port()).open()) {
			socket.sendText(String.join("\n",
					"{\"id\":1,\"connect\":{\"token\":\"made-up-user-%1$d\",\"name\":\"made-up-%1$d\",\"version\":\"made-up-%1$d\"}}",
					"{\"id\":2,\"subscribe\":{\"channel\":\"plain:made-up-%1$d\",\"recover\":true,\"epoch\":\"made-up\",\"offset\":%1$d}}",
					"{\"id\":3,\"unsubscribe\":{\"channel\":\"plain:made-up-%1$d\"}}")
				.formatted(number));
			socket.readTextWith("\"id\":3");
			socket.sendText("{\"id\":4,\"rpc\":{\"method\":\"made-up-%1$d\",\"data\":%1$d}}".formatted(number));
			socket.readTextWith("\"id\":4");
			socket.sendClose(3000 + number % 2000);
			socket.readClose();
		}
	}

	private static List<Meter> meters() {
		return NODE.bean(MeterRegistry.class)
			.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith("realtime."))
			.toList();
	}

	private static long counted(String name) {
		return Math.round(NODE.bean(MeterRegistry.class)
			.find(name)
			.functionCounters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum());
	}

	private static long reconnects(String client) {
		return Math.round(NODE.bean(MeterRegistry.class)
			.get("realtime.reconnects")
			.tag("client", client)
			.functionCounter()
			.count());
	}

	private static String form(Meter meter) {
		String unit = meter.getId().getBaseUnit();
		return meter.getId().getType() + " in " + ((unit != null) ? unit : "") + " by "
				+ meter.getId().getTags().stream().map(Tag::getKey).sorted().toList();
	}

	private static String form(Meters meter) {
		return meter.type() + " in " + meter.unit() + " by " + meter.tags().stream().sorted().toList();
	}

}
