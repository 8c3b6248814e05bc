// Where an over stands in the two charts. The template draws the first picture with the same numbers.

const LEFT = 24;
const OVER = 21.3; // width of one over
const BARS = { floor: 116, run: 4.5, gap: 9.6 };
const LINES = { floor: 136, run: 0.8 };

export function drawn(over, series) {
	const start = LEFT + (over.number - 1) * OVER;
	const x = start + 2 + series * BARS.gap;
	const top = BARS.floor - over.runs * BARS.run;
	return {
		x, y: top, height: over.runs * BARS.run,
		middle: x + 4.3, top: top - 5.5, count: top - 11.5,
		wickets: over.wickets, many: over.wickets > 1,
		step: {
			x1: start, y1: LINES.floor - (over.total - over.runs) * LINES.run,
			x2: start + OVER, y2: LINES.floor - over.total * LINES.run,
		},
	};
}
