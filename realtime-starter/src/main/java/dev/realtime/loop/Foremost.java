package dev.realtime.loop;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The first few of many, without keeping the others. One thread at a time.
 *
 * @param <T> kind of element
 */
public final class Foremost<T> {

	private final int most;

	private final TreeSet<T> kept;

	private final Function<? super T, ?> identity;

	private final Set<Object> identities = new HashSet<>();

	private long offered;

	/**
	 * Keeps none yet.
	 * @param most how many are kept, at least 1
	 * @param order the smallest are kept, and of equal ones one
	 */
	public Foremost(int most, Comparator<? super T> order) {
		this(most, order, Function.identity());
	}

	/**
	 * Keeps none yet.
	 * @param most how many are kept, at least 1
	 * @param order the smallest are kept, and of equal ones one
	 * @param identity of those that have the same, the first is kept, whatever has become
	 * of it when it is offered again
	 */
	public Foremost(int most, Comparator<? super T> order, Function<? super T, ?> identity) {
		this.most = most;
		this.kept = new TreeSet<>(order);
		this.identity = identity;
	}

	/**
	 * Keeps the first of some.
	 * @param elements some
	 * @param most how many are kept
	 * @param order the smallest are kept
	 * @param <T> kind of element
	 * @return in order
	 */
	public static <T> List<T> of(Collection<T> elements, int most, Comparator<? super T> order) {
		return elements.stream().sorted(order).limit(most).toList();
	}

	/**
	 * Offers an element.
	 * @param element which
	 */
	public void offer(T element) {
		Object key = this.identity.apply(element);
		if (this.identities.contains(key) || !this.kept.add(element)) {
			return;
		}
		this.offered++;
		this.identities.add(key);
		if (this.kept.size() > this.most) {
			this.identities.remove(this.identity.apply(this.kept.last()));
			this.kept.pollLast();
		}
	}

	/**
	 * Returns how many were offered.
	 * @return kept or not; one that was kept when it was offered again counts once, one
	 * that was not counts again
	 */
	public long offered() {
		return this.offered;
	}

	/**
	 * Returns those that were kept.
	 * @return a copy, in order
	 */
	public List<T> inOrder() {
		return List.copyOf(this.kept);
	}

}
