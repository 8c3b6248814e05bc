package dev.realtime.nodes;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.realtime.channel.Channels;
import dev.realtime.cluster.BusReports;
import dev.realtime.cluster.ClusterOverview;
import dev.realtime.cluster.NodeOrders;
import dev.realtime.cluster.NodeReport;
import dev.realtime.cluster.OrderAnswer;
import dev.realtime.cluster.OrderWatch;
import dev.realtime.cluster.PriorityOverride;
import dev.realtime.cluster.TierOverride;
import dev.realtime.control.NodeDrain;
import dev.realtime.control.OverloadControl;
import dev.realtime.drain.DrainOrder;
import dev.realtime.drain.DrainPhase;
import dev.realtime.drain.DrainPlan;
import dev.realtime.drain.DrainProgress;
import dev.realtime.drain.MoveOrder;
import dev.realtime.message.ChannelName;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.overload.Tier;
import dev.realtime.testing.ClientCrowd;
import dev.realtime.testing.TcpProxy;
import dev.realtime.testing.redis.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is ordered on one node, and done by another. */
class OrderedNodesTests {

	private static final int CLIENTS = 600;

	private static final DrainPlan PLAN = new DrainPlan(300, null, Duration.ofSeconds(1), Duration.ZERO,
			MoveOrder.LOWEST_PRIORITY_FIRST, false);

	private final RedisServer server = RedisServer.started();

	private final String cluster = UUID.randomUUID().toString();

	private final TestNode one = TestNode.start("one", this.server.uri(), this.cluster);

	private final TestNode two = TestNode.start("two", this.server.uri(), this.cluster);

	@BeforeEach
	void awaitEachOther() {
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.one.bean(ClusterOverview.class).latest().nodes().size() == 2
					&& this.two.bean(ClusterOverview.class).latest().nodes().size() == 2);
	}

	@AfterEach
	void stop() {
		this.one.close();
		this.two.close();
		this.server.close();
	}

	@Test
	void drainedNodesClientsAreElsewhereAndHaveLostNothing() {
		try (TcpProxy balancer = TcpProxy.to(this.two.port());
				ClientCrowd crowd = new ClientCrowd(CLIENTS, (i) -> "long:" + i % 3, (i) -> "")) {
			crowd.comingBack();
			crowd.connect(balancer.port());
			await().atMost(Duration.ofSeconds(30)).until(() -> crowd.connected() == CLIENTS);
			balancer.target(this.one.port());

			order((orders) -> orders.order(self(this.two), new DrainOrder.Drain(PLAN), "anna", now()));
			int published = 0;
			while (this.two.bean(NodeDrain.class).state().phase() != DrainPhase.DRAINED && published < 2000) {
				for (int i = 0; i < 3; i++) {
					this.one.publisher().publish("long:" + i, published).toCompletableFuture().join();
				}
				published++;
			}
			int each = published;
			await().atMost(Duration.ofSeconds(30)).until(() -> crowd.connected() == CLIENTS);
			await().atMost(Duration.ofSeconds(30)).until(() -> crowd.received() == (long) each * CLIENTS);

			assertThat(crowd.missing()).isZero();
			assertThat(crowd.repeated()).isZero();
			assertThat(crowd.unrecovered()).isZero();
			assertThat(crowd.recovered()).isEqualTo(CLIENTS);
			NodeReport report = report(this.two);
			assertThat(report.orders().phase()).isEqualTo(DrainPhase.DRAINED);
			assertThat(report.orders().drain().moved()).isEqualTo(CLIENTS);
			await().atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(report(this.two).orders().drain()).as("by their cookies")
					.returns((long) CLIENTS, DrainProgress::recoveredExactly)
					.returns(0L, DrainProgress::recoveredEstimated));
			assertThat(report(this.one).clients().arrivedFrom()).isEqualTo(Map.of(self(this.two), (long) CLIENTS));
			assertThat(report.clients().connections()).isZero();
			assertThat(report(this.one).clients().connections()).isEqualTo(CLIENTS);

			order((orders) -> orders.order(self(this.two), new DrainOrder.Serve(), "anna", now()));
			await().atMost(Duration.ofSeconds(10))
				.until(() -> this.two.bean(NodeDrain.class).state().phase() == DrainPhase.ACTIVE);
		}
	}

	@Test
	void tierAndPrioritiesFollowWithinASecondAndEndByThemselves() {
		order((orders) -> orders.overrideTier(self(this.two),
				new TierOverride(Tier.THROTTLE.name(), now() + 4_000, "anna", now())));
		await().atMost(Duration.ofSeconds(1))
			.until(() -> this.two.bean(OverloadControl.class).view().tier() == Tier.THROTTLE);
		order((orders) -> orders.overridePriority("room:*",
				new PriorityOverride(Priority.LOW, now() + 4_000, "anna", now())));
		for (TestNode node : new TestNode[] { this.one, this.two }) {
			await().atMost(Duration.ofSeconds(1)).until(() -> priority(node) == Priority.LOW);
		}

		for (TestNode node : new TestNode[] { this.one, this.two }) {
			await().atMost(Duration.ofSeconds(10)).until(() -> priority(node) == null);
		}
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.two.bean(OverloadControl.class).view().tier() == Tier.NORMAL);
	}

	@Test
	void whatWasOrderedStaysWhenRedisLosesIt() {
		order((orders) -> orders.order(self(this.two), new DrainOrder.Cordon(), "anna", now()));
		await().until(() -> this.two.bean(NodeDrain.class).state().phase() == DrainPhase.CORDONED);

		this.server.command("FLUSHALL");
		await().atMost(Duration.ofSeconds(20)).until(() -> this.server.command("KEYS *").contains("orders"));

		assertThat(this.two.bean(NodeDrain.class).state().phase()).isEqualTo(DrainPhase.CORDONED);
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.one.bean(OrderWatch.class).known().orderFor(self(this.two)).isPresent());
	}

	/** As an operator does, on the node that is not concerned. */
	private void order(UnaryOperator<NodeOrders> change) {
		OrderWatch watch = this.one.bean(OrderWatch.class);
		NodeOrders known = watch.known();
		OrderAnswer answer = watch.write(known.revision(), change.apply(known)).toCompletableFuture().join();
		assertThat(answer.written()).isTrue();
	}

	private NodeReport report(TestNode node) {
		Map<NodeId, NodeReport> reports = this.one.bean(BusReports.class).all().toCompletableFuture().join().reports();
		return reports.get(self(node));
	}

	private static Priority priority(TestNode node) {
		return node.bean(Channels.class).policy().priorities().find(ChannelName.of("room:1"));
	}

	private static NodeId self(TestNode node) {
		return node.bean(NodeId.class);
	}

	private static long now() {
		return System.currentTimeMillis();
	}

}
