package dev.realtime.loop;

import org.jspecify.annotations.Nullable;

/**
 * What is dirty, by lane, first come first served inside a lane. A doubly linked list
 * through the elements themselves, so that lifting one into a better lane is a few
 * assignments. Belongs to one loop.
 */
final class Backlog {

	private final @Nullable Flushable[] heads = new Flushable[Loop.LANES];

	private final @Nullable Flushable[] tails = new Flushable[Loop.LANES];

	void add(Flushable element, int lane) {
		if (element.lane >= 0) {
			if (element.lane <= lane) {
				return;
			}
			remove(element);
		}
		element.lane = lane;
		Flushable tail = this.tails[lane];
		element.previous = tail;
		if (tail == null) {
			this.heads[lane] = element;
		}
		else {
			tail.next = element;
		}
		this.tails[lane] = element;
	}

	void remove(Flushable element) {
		int lane = element.lane;
		if (lane < 0) {
			return;
		}
		Flushable previous = element.previous;
		Flushable next = element.next;
		if (previous == null) {
			this.heads[lane] = next;
		}
		else {
			previous.next = next;
		}
		if (next == null) {
			this.tails[lane] = previous;
		}
		else {
			next.previous = previous;
		}
		element.previous = null;
		element.next = null;
		element.lane = -1;
	}

	@Nullable Flushable poll() {
		for (Flushable head : this.heads) {
			if (head != null) {
				remove(head);
				return head;
			}
		}
		return null;
	}

	boolean isEmpty() {
		for (Flushable head : this.heads) {
			if (head != null) {
				return false;
			}
		}
		return true;
	}

}
