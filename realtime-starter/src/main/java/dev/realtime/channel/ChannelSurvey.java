package dev.realtime.channel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.realtime.loop.Foremost;
import dev.realtime.loop.Loop;
import dev.realtime.loop.Walk;
import dev.realtime.message.ChannelName;

/**
 * A look at the channels of a node, a few at a time so that they serve meanwhile.
 * Thread-safe; no method blocks, and what they answer completes on any thread.
 */
public final class ChannelSurvey {

	private final Map<Loop, Map<ChannelName, ChannelHome>> homes;

	private final Supplier<TrafficPolicy> policy;

	ChannelSurvey(Map<Loop, Map<ChannelName, ChannelHome>> homes, Supplier<TrafficPolicy> policy) {
		this.homes = new IdentityHashMap<>(homes);
		this.policy = policy;
	}

	/**
	 * Finds the channels that are first by some order.
	 * @param prefix with which their names begin, empty for all
	 * @param most how many, at least 1
	 * @param order which come first
	 * @return in order, with how many there are
	 */
	public CompletionStage<Found> first(String prefix, int most, Comparator<ChannelFacts> order) {
		Comparator<ChannelFacts> total = order.thenComparing((each) -> each.channel().value());
		List<CompletableFuture<Foremost<ChannelFacts>>> answers = this.homes.entrySet().stream().map((place) -> {
			Foremost<ChannelFacts> foremost = new Foremost<>(most, total);
			return Walk.over(place.getKey(), () -> List.copyOf(place.getValue().values()), (home) -> {
				if (home.channel().value().startsWith(prefix)) {
					foremost.offer(home.facts(this.policy.get()));
				}
			}, () -> foremost).toCompletableFuture();
		}).toList();
		return all(answers).thenApply((found) -> new Found(
				Foremost.of(found.stream().flatMap((each) -> each.inOrder().stream()).toList(), most, total),
				found.stream().mapToLong(Foremost::offered).sum()));
	}

	/**
	 * Looks at some channels.
	 * @param channels which; those that are not here are no trouble
	 * @return those that are here, in no order
	 */
	public CompletionStage<List<ChannelFacts>> of(Collection<ChannelName> channels) {
		List<ChannelName> asked = List.copyOf(channels);
		List<CompletableFuture<List<ChannelFacts>>> answers = new ArrayList<>();
		this.homes.forEach((loop, here) -> {
			List<ChannelFacts> facts = new ArrayList<>();
			answers.add(Walk.over(loop, () -> asked, (channel) -> {
				ChannelHome home = here.get(channel);
				if (home != null) {
					facts.add(home.facts(this.policy.get()));
				}
			}, () -> facts).toCompletableFuture());
		});
		return all(answers).thenApply((found) -> found.stream().flatMap(List::stream).toList());
	}

	private static <T> CompletionStage<List<T>> all(List<CompletableFuture<T>> answers) {
		return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
			.thenApply((done) -> answers.stream().map(CompletableFuture::join).toList());
	}

	/**
	 * What was found.
	 *
	 * @param channels the first of them, in order
	 * @param all how many there are
	 */
	public record Found(List<ChannelFacts> channels, long all) {

		/**
		 * Copies the list.
		 */
		public Found {
			channels = List.copyOf(channels);
		}

	}

}
