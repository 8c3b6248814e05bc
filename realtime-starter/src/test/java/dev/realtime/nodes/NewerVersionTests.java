package dev.realtime.nodes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.control.NodeDrain;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainPhase;
import dev.realtime.message.NodeId;
import dev.realtime.operator.Operator;
import dev.realtime.operator.OrderResult;
import dev.realtime.operator.OrderResult.Refused;
import dev.realtime.operator.Signature;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A node beside one of the next version, in the middle of an upgrade: what it cannot read
 * it leaves alone and counts; what was only added it does not mind.
 */
class NewerVersionTests {

	private static final Signature ANNA = new Signature("anna", null);

	private final RedisServer server = RedisServer.started();

	private final String cluster = UUID.randomUUID().toString();

	private final TestNode node = TestNode.start("old", this.server.uri(), this.cluster);

	private final NodeId self = this.node.bean(NodeId.class);

	@AfterEach
	void stop() {
		this.node.close();
		this.server.close();
	}

	@Test
	void wordOfANewerNodeIsCountedAndHidesNobody() {
		put("HSET " + key("summaries") + " newer ", "{\"v\":99,\"n\":\"new\",\"i\":\"newer\"}");
		this.server.command("ZADD " + key("summaries-end") + " 99999999999999 newer");

		await().atMost(Duration.ofSeconds(10))
			.until(() -> this.node.bean(ClusterOverview.class).latest().notUnderstood() == 1);
		assertThat(this.node.bean(ClusterOverview.class).latest().nodes()).containsKey(this.self);
	}

	@Test
	void ordersOfANewerNodeAreNeitherObeyedNorOverwritten() {
		put("SET " + key("orders") + " ", "7 {\"v\":99,\"revision\":7}");
		String standing = this.server.command("GET " + key("orders"));

		await().atMost(Duration.ofSeconds(10)).until(() -> unreadableOrders() >= 2);
		OrderResult result = this.node.bean(Operator.class)
			.cordon(Set.of(this.self), false, ANNA)
			.toCompletableFuture()
			.join();

		assertThat(result).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.words()).contains("revision 7", "another version"));
		assertThat(this.node.bean(NodeDrain.class).state().phase()).isEqualTo(DrainPhase.ACTIVE);
		assertThat(this.server.command("GET " + key("orders"))).isEqualTo(standing);
	}

	@Test
	void whatANewerNodeHasOnlyAddedIsNotMinded() {
		NodeOrders orders = NodeOrders.NONE.order(this.self, new DrainOrder.Cordon(), "ben",
				System.currentTimeMillis());
		String json = new String(orders.toBytes(), StandardCharsets.UTF_8);
		put("SET " + key("orders") + " ", "1 " + json.replaceFirst("\\{", "{\"added\":{\"later\":[1,2]},"));

		await().atMost(Duration.ofSeconds(10))
			.until(() -> this.node.bean(NodeDrain.class).state().phase() == DrainPhase.CORDONED);
		assertThat(unreadableOrders()).isZero();
	}

	@Test
	void nodeThatEndsTakesBackWhatItHasSaid() {
		TestNode second = TestNode.start("second", this.server.uri(), this.cluster);
		String incarnation = second.bean(NodeId.class).incarnation();
		await().atMost(Duration.ofSeconds(10))
			.until(() -> this.server.command("HKEYS " + key("summaries")).contains(incarnation));

		second.close();

		assertThat(this.server.command("HKEYS " + key("summaries"))).doesNotContain(incarnation)
			.contains(this.self.incarnation());
	}

	private String key(String kind) {
		return "rt:" + this.cluster + ":{control}:" + kind;
	}

	private void put(String command, String value) {
		String answer = this.server.command(command + '"' + value.replace("\"", "\\\"") + '"');
		assertThat(answer).doesNotStartWith("-");
	}

	private long unreadableOrders() {
		return this.node.bean(OrderWatch.class).notUnderstood();
	}

}
