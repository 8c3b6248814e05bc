// The moments worth looking up for: a word over the score, once, and gone. Not for those who asked for
// less motion.

const WORDS = { wicket: 'WICKET', six: 'SIX', four: 'FOUR' };

export function celebrate(board, flash, kind) {
	if (!WORDS[kind] || matchMedia('(prefers-reduced-motion: reduce)').matches) {
		return;
	}
	flash.textContent = WORDS[kind];
	board.removeAttribute('data-moment');
	void board.offsetWidth; // starts the animation again although the same thing happened twice
	board.dataset.moment = kind;
	flash.onanimationend = () => {
		board.removeAttribute('data-moment');
		flash.textContent = '';
	};
}
