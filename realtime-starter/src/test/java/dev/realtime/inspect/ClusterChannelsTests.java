package dev.realtime.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.realtime.broker.memory.MemoryBroker;
import dev.realtime.channel.ChannelFacts;
import dev.realtime.channel.ChannelSettings;
import dev.realtime.channel.Channels;
import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.memory.MemoryCluster;
import dev.realtime.cluster.memory.MemoryNodeBus;
import dev.realtime.cluster.memory.MemoryNodeDirectory;
import dev.realtime.inspect.ClusterChannels.First;
import dev.realtime.inspect.ClusterChannels.Listed;
import dev.realtime.inspect.ClusterChannels.These;
import dev.realtime.message.ChannelName;
import dev.realtime.message.NodeId;
import dev.realtime.message.Priority;
import dev.realtime.message.StreamPosition;
import dev.realtime.protocol.JsonCodec;
import dev.realtime.testing.ManualLoops;

import static org.assertj.core.api.Assertions.assertThat;

/** Which channels come first where there are many nodes. */
class ClusterChannelsTests {

	private static final int NODES = 50;

	private final MemoryCluster cluster = new MemoryCluster(System::currentTimeMillis);

	private final InspectionStats stats = new InspectionStats();

	private final ConcurrentLinkedQueue<Integer> askedAbout = new ConcurrentLinkedQueue<>();

	/** How many have subscribed where. */
	private final Map<NodeId, Map<ChannelName, Integer>> subscribers = new HashMap<>();

	@Test
	void nodesAreAskedAboutAFewHoweverManyThereAre() {
		ChannelName spread = ChannelName.of("spread");
		IntStream.range(0, NODES).forEach((node) -> {
			Map<ChannelName, Integer> here = new HashMap<>();
			for (int i = 0; i < 200; i++) {
				here.put(ChannelName.of("only:" + node + ":" + i), 1000 + i);
			}
			// First on the one half only, there on every node.
			here.put(spread, (node % 2 == 0) ? 1190 : 500);
			answers(new NodeId("n" + node, "i"), here);
		});

		ClusterChannels.Top top = first(20);

		assertThat(this.askedAbout).hasSize(NODES).containsOnly(ClusterChannels.MOST_NAMED);
		assertThat(top.all()).isEqualTo(201);
		assertThat(top.channels()).hasSize(20);
		assertThat(top.channels().get(0).channel()).isEqualTo(spread);
		assertThat(top.channels().get(0).subscribers()).isEqualTo(NODES / 2 * (1190 + 500));
		assertThat(top.channels().get(1).subscribers()).isEqualTo(1199);
	}

	private ClusterChannels.Top first(int most) {
		Channels none = new Channels(new ManualLoops(1).loops(), new MemoryBroker(System::currentTimeMillis),
				ChannelSettings.DEFAULTS, new JsonCodec());
		ClusterChannels channels = new ClusterChannels(bus(new NodeId("self", "i")), none.survey(), this.stats);
		CompletableFuture<Found<ClusterChannels.Top>> found = channels
			.first("", ChannelOrder.SUBSCRIBERS, most, this.subscribers.keySet())
			.toCompletableFuture();
		assertThat(found).succeedsWithin(10, TimeUnit.SECONDS);
		assertThat(found.join().missing()).isEmpty();
		return found.join().content();
	}

	private void answers(NodeId node, Map<ChannelName, Integer> here) {
		NodeBus bus = bus(node);
		this.subscribers.put(node, here);
		new Topic<>(bus, "inspect.channels.first", First.class, Listed.class, this.stats, (asked) -> CompletableFuture
			.completedFuture(
					new Listed(all(here).sorted(asked.order().onNode()).limit(asked.most()).toList(), here.size())));
		new Topic<>(bus, "inspect.channels.these", These.class, Listed.class, this.stats, (asked) -> {
			this.askedAbout.add(asked.channels().size());
			return CompletableFuture.completedFuture(
					new Listed(all(here).filter((each) -> asked.channels().contains(each.channel())).toList(), 0));
		});
	}

	private static Stream<ChannelFacts> all(Map<ChannelName, Integer> here) {
		return here.entrySet()
			.stream()
			.map((each) -> new ChannelFacts(each.getKey(), "**", Priority.LOW, Priority.LOW, each.getValue(), 0, 0, 0,
					0, StreamPosition.NONE, "ACTIVE"));
	}

	private NodeBus bus(NodeId node) {
		return MemoryNodeBus.join(this.cluster, new MemoryNodeDirectory(this.cluster, node));
	}

}
