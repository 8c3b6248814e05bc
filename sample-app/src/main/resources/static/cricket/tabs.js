// Two innings, one at a time. Follows the match until the visitor chooses.

export class InningsTabs {

	#tabs;
	#panels;
	#chosen = false;

	constructor(list) {
		this.#tabs = [...list.querySelectorAll('[role=tab]')];
		this.#panels = this.#tabs.map((tab) => document.getElementById(tab.getAttribute('aria-controls')));
		this.#tabs.forEach((tab, index) => tab.addEventListener('click', () => this.#choose(index)));
		list.addEventListener('keydown', (event) => this.#move(event));
		this.#select(Math.max(0, this.#tabs.findIndex((tab) => tab.ariaSelected === 'true')));
	}

	follow(index) {
		if (!this.#chosen && this.#tabs[index].ariaSelected !== 'true') {
			this.#select(index);
		}
	}

	#choose(index) {
		this.#chosen = true;
		this.#select(index);
	}

	#move(event) {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (step) {
			const next = (this.#tabs.indexOf(document.activeElement) + step + this.#tabs.length) % this.#tabs.length;
			this.#choose(next);
			this.#tabs[next].focus();
			event.preventDefault();
		}
	}

	#select(index) {
		this.#tabs.forEach((tab, each) => {
			tab.setAttribute('aria-selected', String(each === index));
			tab.tabIndex = each === index ? 0 : -1;
			this.#panels[each].hidden = each !== index;
		});
	}

}
