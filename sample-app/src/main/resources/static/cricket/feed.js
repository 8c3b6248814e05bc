// The commentary: newest first, every entry once. Entries come from the first paint, from the channel and,
// where the channel could not fill a gap, from the server; their ids decide what is already there.

import { row } from './bind.js';
import { mark } from './view.js';

const KEEP = 120;

export class Feed {

	#list;
	#empty;

	constructor(list, empty) {
		this.#list = list;
		this.#empty = empty;
	}

	/** Adds what is new and returns it, the oldest first. */
	merge(entries, { quietly = false } = {}) {
		const fresh = entries.filter((entry) => !this.#find(entry.id));
		fresh.sort(byAge);
		for (const entry of fresh) {
			this.#insert(entry, quietly);
		}
		while (this.#list.children.length > KEEP) {
			this.#list.lastElementChild.remove();
		}
		this.#empty.hidden = this.#list.children.length > 0;
		return fresh;
	}

	/**
	 * Adds the newest entries that the server has, all of them. What is older and does not join on goes: the
	 * balls between are gone for good, and a commentary that begins later is better than one with a hole.
	 */
	join(entries) {
		const [oldest] = [...entries].sort(byAge);
		if (oldest && !this.#find(oldest.id)) {
			[...this.#list.children].filter((item) => isOlder(item.dataset, oldest)).forEach((item) => item.remove());
		}
		return this.merge(entries, { quietly: true });
	}

	#find(id) {
		return this.#list.querySelector(`[data-id="${CSS.escape(id)}"]`);
	}

	#insert(entry, quietly) {
		const item = row('entry-row', { ...entry, shown: entry.mark ? mark(entry.mark).shown : '★' });
		item.classList.toggle('is-new', !quietly);
		const older = [...this.#list.children].find((other) => isOlder(other.dataset, entry));
		const pinned = this.#list.scrollTop > 0 ? this.#list.scrollHeight : 0;
		this.#list.insertBefore(item, older ?? null);
		if (pinned) {
			// Whoever reads further down keeps their line.
			this.#list.scrollTop += this.#list.scrollHeight - pinned;
		}
	}

}

function byAge(one, other) {
	return one.publishedAt - other.publishedAt || one.sequence - other.sequence;
}

function isOlder(data, entry) {
	return Number(data.published) - entry.publishedAt < 0
		|| (Number(data.published) === entry.publishedAt && Number(data.sequence) < entry.sequence);
}
