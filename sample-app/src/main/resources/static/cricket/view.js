import { drawn } from './chart.js';

// What the page shows of a scorecard: a plain function of it, so it can be read, tested and thrown away.

export function viewOf(card) {
	const now = card.innings.at(-1);
	const first = card.match.teams[0];
	const over = now?.overList.at(-1);
	return {
		team: now?.team ?? first.code,
		teamName: now?.name ?? first.name,
		score: now ? score(now) : '0/0',
		ballsBowled: now?.overs ?? '0.0',
		runRate: now?.runRate ?? 0,
		projected: now && !card.chase ? Math.round(now.runRate * card.match.overs) : null,
		status: card.status,
		other: card.innings.length === 2 ? { ...card.innings[0], score: score(card.innings[0]) } : null,
		pursuing: card.chase && !card.finished,
		chase: card.chase && { ...card.chase, scored: card.chase.target - card.chase.runsNeeded },
		pair: now?.partnerships.at(-1),
		crease: now ? now.batting.filter((line) => !line.dismissal)
			.map((line) => ({ ...line, striking: line.player.name === now.striker })) : [],
		bowlers: now ? now.bowling.filter((line) => line.player.name === now.bowler) : [],
		over: { title: over ? `Over ${over.number}` : 'This over', yield: count(over?.runs ?? 0, 'run'), marks: (over?.marks ?? []).map(mark) },
		overs: card.innings.map((innings, series) => innings.overList.map((each) => drawn(each, series))),
		innings: card.match.teams.map((_, index) => card.innings[index] ? inningsView(card.innings[index]) : { missing: true, score: '–' }),
	};
}

function inningsView(innings) {
	const extras = innings.extras;
	return {
		...innings,
		score: score(innings),
		batting: innings.batting.map((line) => ({ ...line, how: line.dismissal ?? 'not out', out: Boolean(line.dismissal) })),
		extrasText: `wd ${extras.wides}, nb ${extras.noBalls}, b ${extras.byes}, lb ${extras.legByes}`,
		yetTitle: innings.complete ? 'Did not bat' : 'Yet to bat',
		yetText: innings.yetToBat.map((player) => player.fullName).join(', '),
		noWickets: innings.wickets === 0,
		partnerships: innings.partnerships.map((pair) => ({ ...pair,
			bar: { left: 50 - pair.first.runs, one: pair.first.runs, two: pair.second.runs } })),
	};
}

function score(innings) {
	return `${innings.runs}/${innings.wickets}`;
}

const EXTRAS = { wd: 'wide', nb: 'no-ball', b: 'bye', lb: 'leg bye', p: 'penalty run' };
const WORDS = { 0: 'dot ball', 4: 'four', 6: 'six' };
const KINDS = { 0: 'dot', 4: 'four', 6: 'six' };

/** Reads a mark of the scorebook: 0, 4, 1wd, W, 1W. */
export function mark(symbol) {
	const [, digits, letters] = /^(\d*)(\D*)$/.exec(symbol);
	const runs = Number(digits);
	if (letters.endsWith('W')) {
		return { symbol, shown: symbol, kind: 'wicket', words: runs ? `wicket, ${count(runs, 'run')}` : 'wicket' };
	}
	if (letters) {
		return { symbol, shown: symbol, kind: 'extra', words: count(runs, EXTRAS[letters]) };
	}
	return { symbol, shown: runs ? symbol : '•', kind: KINDS[runs] ?? 'run', words: WORDS[runs] ?? count(runs, 'run') };
}

function count(number, noun) {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
