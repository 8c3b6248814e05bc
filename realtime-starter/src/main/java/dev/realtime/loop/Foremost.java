package dev.realtime.loop;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The first few of many, without keeping the others. One thread at a time.
 *
 * @param <T> kind of element
 */
public final class Foremost<T> {

	private final int most;

	private final TreeSet<T> kept;

	private long offered;

	/**
	 * Keeps none yet.
	 * @param most how many are kept, at least 1
	 * @param order the smallest are kept, and of equal ones one
	 */
	public Foremost(int most, Comparator<? super T> order) {
		this.most = most;
		this.kept = new TreeSet<>(order);
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
		this.offered++;
		this.kept.add(element);
		if (this.kept.size() > this.most) {
			this.kept.pollLast();
		}
	}

	/**
	 * Returns how many were offered.
	 * @return kept or not
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
