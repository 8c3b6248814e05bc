package dev.realtime.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.realtime.channel.ChannelFacts;
import dev.realtime.channel.ChannelSurvey;
import dev.realtime.cluster.BusAnswers.Missing;
import dev.realtime.cluster.NodeBus;
import dev.realtime.message.ChannelName;
import dev.realtime.message.NodeId;

/**
 * The channels of all nodes. Thread-safe; no method blocks, and stages complete within
 * two times {@link NodeBus#DEADLINE}, never exceptionally.
 */
public final class ClusterChannels {

	/** The most channels that are told at a time. */
	public static final int MOST = 100;

	/** The most channels about which nodes are asked, however many were named. */
	static final int MOST_NAMED = 3 * MOST;

	private final Topic<First, Listed> first;

	private final Topic<These, Listed> these;

	/**
	 * Begins to answer for this node.
	 * @param bus carries questions
	 * @param survey looks at the channels of this node
	 * @param stats counts what is not understood
	 * @throws IllegalStateException if somebody answers on this node's bus already
	 */
	public ClusterChannels(NodeBus bus, ChannelSurvey survey, InspectionStats stats) {
		this.first = new Topic<>(bus, "inspect.channels.first", First.class, Listed.class, stats,
				(asked) -> survey.first(asked.prefix(), asked.most(), asked.order().onNode())
					.thenApply((found) -> new Listed(found.channels(), found.all())));
		this.these = new Topic<>(bus, "inspect.channels.these", These.class, Listed.class, stats,
				(asked) -> survey.of(asked.channels()).thenApply((found) -> new Listed(found, found.size())));
	}

	/**
	 * Finds the channels that come first. Each node names those that come first there;
	 * then all are asked about those that come first by what was named, three times as
	 * many as can be told, so that what is told of a channel is of all nodes. One that
	 * comes first on no node, and would in the sum, is not found.
	 * @param prefix with which their names begin, empty for all
	 * @param order which come first
	 * @param most how many, from 1 to {@link #MOST}
	 * @param nodes where, nothing for everywhere
	 * @return the channels, in order
	 * @throws IllegalArgumentException if it is another number
	 */
	public CompletionStage<Found<Top>> first(String prefix, ChannelOrder order, int most, @Nullable Set<NodeId> nodes) {
		if (most < 1 || most > MOST) {
			throw new IllegalArgumentException(most + " channels were asked for; allowed is 1 to " + MOST);
		}
		return this.first.askThese(new First(prefix, order, most), nodes).thenCompose((named) -> {
			long all = named.all().stream().mapToLong(Listed::all).max().orElse(0);
			return completed(named, order).thenApply((answers) -> answers
				.found((every) -> new Top(joined(every).stream().sorted(order.inCluster()).limit(most).toList(), all)));
		});
	}

	/**
	 * Looks at one channel.
	 * @param channel which
	 * @return how it is, nothing if no node listens to it
	 */
	public CompletionStage<Found<List<ClusterChannel>>> find(ChannelName channel) {
		return this.these.askAll(new These(List.of(channel)))
			.thenApply((answers) -> answers.found(ClusterChannels::joined));
	}

	/** Asks those that have answered about what others have named. */
	private CompletionStage<Answers<Listed>> completed(Answers<Listed> named, ChannelOrder order) {
		if (named.answers().size() < 2) {
			return CompletableFuture.completedFuture(named);
		}
		List<ChannelName> names = joined(named).stream()
			.sorted(order.inCluster())
			.limit(MOST_NAMED)
			.map(ClusterChannel::channel)
			.toList();
		return this.these.ask(new These(names), named.answers().keySet()).thenApply((answers) -> {
			Map<NodeId, Missing> missing = new HashMap<>(named.missing());
			missing.putAll(answers.missing());
			return new Answers<>(answers.answers(), missing);
		});
	}

	private static List<ClusterChannel> joined(Answers<Listed> answers) {
		Map<ChannelName, Map<NodeId, ChannelFacts>> channels = new HashMap<>();
		answers.answers()
			.forEach((node, listed) -> listed.channels()
				.forEach((facts) -> channels.computeIfAbsent(facts.channel(), (key) -> new HashMap<>())
					.put(node, facts)));
		List<ClusterChannel> joined = new ArrayList<>();
		channels.forEach((channel, nodes) -> joined.add(new ClusterChannel(channel, nodes)));
		return joined;
	}

	/**
	 * The channels that come first.
	 *
	 * @param channels in order
	 * @param all how many there are on the node that has most
	 */
	public record Top(List<ClusterChannel> channels, long all) {

		/**
		 * Copies the list.
		 */
		public Top {
			channels = List.copyOf(channels);
		}

	}

	/** Asks for those that come first. */
	record First(String prefix, ChannelOrder order, int most) {

		First {
			most = Math.max(1, Math.min(most, MOST));
		}

	}

	/** Asks about some. */
	record These(List<ChannelName> channels) {

		These {
			channels = channels.stream().limit(MOST_NAMED).toList();
		}

	}

	/** What a node says of some of its channels, and how many it has. */
	record Listed(List<ChannelFacts> channels, long all) {

	}

}
