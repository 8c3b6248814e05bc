package dev.realtime.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.realtime.cluster.NodeBus;
import dev.realtime.cluster.NodeDirectory;
import dev.realtime.message.ClientId;
import dev.realtime.message.NodeId;
import dev.realtime.session.SessionDetail;
import dev.realtime.session.SessionFacts;
import dev.realtime.session.SessionFilter;
import dev.realtime.session.SessionPage;
import dev.realtime.session.SessionSearch;

/**
 * The connections of all nodes. Thread-safe; no method blocks, and stages complete within
 * {@link NodeBus#DEADLINE}, never exceptionally.
 */
public final class ClusterConnections {

	/** The most connections that are told at a time. */
	public static final int MOST = 100;

	private final NodeDirectory nodes;

	private final Topic<Behind, SessionPage> pages;

	private final Topic<Slow, SessionPage> slow;

	private final Topic<One, Perhaps> one;

	/**
	 * Begins to answer for this node.
	 * @param bus carries questions
	 * @param nodes which there are
	 * @param search looks at the connections of this node
	 * @param stats counts what is not understood
	 * @throws IllegalStateException if somebody answers on this node's bus already
	 */
	public ClusterConnections(NodeBus bus, NodeDirectory nodes, SessionSearch search, InspectionStats stats) {
		this.nodes = nodes;
		this.pages = new Topic<>(bus, "inspect.connections.page", Behind.class, SessionPage.class, stats,
				(asked) -> search.page(asked.filter(), asked.from(nodes.self()), asked.most()));
		this.slow = new Topic<>(bus, "inspect.connections.slow", Slow.class, SessionPage.class, stats,
				(asked) -> search.slowest(asked.most()));
		this.one = new Topic<>(bus, "inspect.connections.one", One.class, Perhaps.class, stats,
				(asked) -> search.find(asked.client()).thenApply((found) -> new Perhaps(found.orElse(null))));
	}

	/**
	 * Finds a page of connections: by node, on each node in the order in which they came.
	 * One that stays is on exactly one of the pages that follow each other.
	 * @param filter which
	 * @param behind where the page before has ended
	 * @param most how many, from 1 to {@link #MOST}
	 * @param on one node, nothing for all
	 * @return the page
	 * @throws IllegalArgumentException if it is another number
	 */
	public CompletionStage<Found<Page>> page(SessionFilter filter, Cursor behind, int most, @Nullable NodeId on) {
		checkMost(most);
		Set<NodeId> asked = ((on != null) ? Set.of(on) : this.nodes.alive()).stream()
			.filter(behind::concerns)
			.collect(Collectors.toSet());
		return this.pages.ask(new Behind(filter, behind.node(), behind.number(), most), asked)
			.thenApply((answers) -> answers.found((all) -> page(all, most)));
	}

	/**
	 * Finds the connections that do not keep up.
	 * @param most how many, from 1 to {@link #MOST}
	 * @return those that are slow, then those that lag most
	 * @throws IllegalArgumentException if it is another number
	 */
	public CompletionStage<Found<Page>> slowest(int most) {
		checkMost(most);
		return this.slow.askAll(new Slow(most)).thenApply((answers) -> answers.found((all) -> {
			List<Located> located = located(all, SLOWEST_FIRST);
			return new Page(located.stream().limit(most).toList(), matching(all), null);
		}));
	}

	/**
	 * Looks at one connection.
	 * @param client which
	 * @return all that is known of it, and where it is; nothing if it is on none of the
	 * nodes that answered
	 */
	public CompletionStage<Found<Optional<Located.Detail>>> find(ClientId client) {
		return this.one.askAll(new One(client)).thenApply((answers) -> {
			Map<NodeId, SessionDetail> found = new HashMap<>();
			answers.answers().forEach((node, perhaps) -> {
				if (perhaps.detail() != null) {
					found.put(node, perhaps.detail());
				}
			});
			return answers.found((all) -> found.entrySet()
				.stream()
				.findFirst()
				.map((each) -> new Located.Detail(each.getKey(), each.getValue())));
		});
	}

	private static final Comparator<Located> SLOWEST_FIRST = Comparator.comparing((Located each) -> each.facts().slow())
		.thenComparing((each) -> each.facts().lagBytes())
		.reversed()
		.thenComparing(Located.BY_NODE);

	private static Page page(Answers<SessionPage> answers, int most) {
		List<Located> located = located(answers, Located.BY_NODE);
		List<Located> first = located.stream().limit(most).toList();
		long matching = matching(answers);
		boolean more = matching > first.size();
		return new Page(first, matching, (more && !first.isEmpty()) ? Cursor.at(first.get(first.size() - 1)) : null);
	}

	private static List<Located> located(Answers<SessionPage> answers, Comparator<Located> order) {
		List<Located> located = new ArrayList<>();
		answers.answers()
			.forEach((node, page) -> page.sessions().forEach((facts) -> located.add(new Located(node, facts))));
		located.sort(order);
		return located;
	}

	private static long matching(Answers<SessionPage> answers) {
		return answers.all().stream().mapToLong(SessionPage::matching).sum();
	}

	private static void checkMost(int most) {
		if (most < 1 || most > MOST) {
			throw new IllegalArgumentException(most + " connections were asked for; allowed is 1 to " + MOST);
		}
	}

	/**
	 * Some connections.
	 *
	 * @param connections in order
	 * @param matching about how many there are from the first of these on
	 * @param next where the next page begins, nothing if there is none
	 */
	public record Page(List<Located> connections, long matching, @Nullable Cursor next) {

		/**
		 * Copies the list.
		 */
		public Page {
			connections = List.copyOf(connections);
		}

	}

	/** Asks for a page. */
	record Behind(SessionFilter filter, String node, long number, int most) {

		Behind {
			most = Math.max(1, Math.min(most, MOST));
		}

		/** Nodes behind the one on which the page before has ended begin at the first. */
		long from(NodeId self) {
			return this.node.equals(self.toString()) ? this.number : 0;
		}

	}

	/** Asks for those that do not keep up. */
	record Slow(int most) {

		Slow {
			most = Math.max(1, Math.min(most, MOST));
		}

	}

	/** Asks about one. */
	record One(ClientId client) {

	}

	/** What is known of it, if it is here. */
	record Perhaps(@Nullable SessionDetail detail) {

	}

}
