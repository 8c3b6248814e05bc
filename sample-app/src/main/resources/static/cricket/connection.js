// The pill that tells whether what you see is live.

const WORDS = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting', offline: 'Offline' };

export class ConnectionPill {

	#pill;
	#word;
	#latency;
	#wasLive = false;

	constructor(pill, word, latency) {
		this.#pill = pill;
		this.#word = word;
		this.#latency = latency;
	}

	/** Takes a state of the client and puts it in words of the visitor. */
	show(state, reason) {
		const shown = this.#visible(state);
		this.#wasLive ||= shown === 'live';
		this.#pill.dataset.state = shown;
		this.#pill.title = reason ? `${WORDS[shown]}: ${reason}` : WORDS[shown];
		if (this.#word.textContent !== WORDS[shown]) {
			this.#word.textContent = WORDS[shown];
		}
		this.#latency.hidden = shown !== 'live' || !this.#latency.textContent;
	}

	/** Shows how old news is when it arrives. */
	latency(milliseconds) {
		this.#latency.textContent = `${Math.max(0, Math.round(milliseconds))} ms`;
		this.#latency.hidden = this.#pill.dataset.state !== 'live';
	}

	#visible(state) {
		if (state === 'connected') {
			return 'live';
		}
		if (state === 'disconnected' || navigator.onLine === false) {
			return 'offline';
		}
		return this.#wasLive ? 'reconnecting' : 'connecting';
	}

}
