// How old news is when it arrives. Where the clocks of server and visitor agree, that is the difference of
// two times. Where they cannot agree, because news would have come before it was sent or taken longer than
// the way there and back, the fastest news so far counts as half that way.

export class Freshness {

	#roundTrip = Infinity;
	#fastest = Infinity;

	/** Takes the milliseconds between a question and its answer. */
	roundTrip(milliseconds) {
		this.#roundTrip = Math.min(this.#roundTrip, milliseconds);
	}

	/** Takes when news was sent and returns the milliseconds it took. */
	arrived(sentAt, now = Date.now()) {
		const age = now - sentAt;
		this.#fastest = Math.min(this.#fastest, age);
		const agreed = this.#fastest >= 0 && this.#fastest <= this.#roundTrip;
		return agreed ? age : age - this.#fastest + this.#roundTrip / 2;
	}

}
