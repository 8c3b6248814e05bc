// Wires the page: what arrives on the two channels goes to the view, the feed and the pill.

import { fill } from './bind.js';
import { ConnectionPill } from './connection.js';
import { Feed } from './feed.js';
import { Freshness } from './freshness.js';
import { recall, remember } from './memory.js';
import { celebrate } from './moments.js';
import { InningsTabs } from './tabs.js';
import { mark, viewOf } from './view.js';

const byId = (id) => document.getElementById(id);
const root = new URL('..', import.meta.url); // keeps a context path
const match = document.body.dataset.match;
const channels = { score: `match:${match}:score`, commentary: `match:${match}:commentary` };

const pill = new ConnectionPill(byId('connection'), byId('connection-word'), byId('latency'));
const feed = new Feed(byId('feed'), byId('commentary-empty'));
const tabs = new InningsTabs(byId('tabs'));
const title = document.title;
const freshness = new Freshness();
let shownAt = Number(document.body.dataset.publishedAt);

function showScore(card, { live }) {
	if (card.publishedAt < shownAt) {
		return; // the page was rendered with a newer one
	}
	const isNew = card.publishedAt > shownAt;
	shownAt = card.publishedAt;
	const view = viewOf(card);
	fill(document.body, view);
	document.title = `${view.team} ${view.score} (${view.ballsBowled}) · ${title}`;
	tabs.follow(Math.max(0, card.innings.length - 1));
	if (live && isNew && card.lastBall) {
		celebrate(byId('board'), byId('flash'), mark(card.lastBall.mark).kind);
	}
}

function showCommentary(entry, { live }) {
	const [news] = feed.merge([entry], { quietly: !live });
	if (live && news?.important) {
		byId('announcer').textContent = `${news.text} ${news.score}`;
	}
}

async function reloadCommentary() {
	try {
		const answer = await fetch(new URL(`api/matches/${match}/commentary`, root));
		if (answer.ok) {
			feed.join(await answer.json());
		}
	}
	catch {
		// No network either: the next connection asks again.
	}
}

function listen(client) {
	client.on('state', ({ state, reason }) => pill.show(state, reason));
	client.on('latency', ({ milliseconds }) => freshness.roundTrip(milliseconds));

	const score = client.subscribe(channels.score, { recover: true, delta: true });
	score.on('publication', ({ data, recovered }) => {
		showScore(data, { live: !recovered });
		if (!recovered) {
			pill.latency(freshness.arrived(data.publishedAt));
		}
	});

	score.on('subscribed', ({ data }) => data && showScore(data, { live: false }));

	const commentary = client.subscribe(channels.commentary, { recover: true, since: recall(channels.commentary) });
	commentary.on('publication', ({ data, offset, epoch, recovered }) => {
		showCommentary(data, { live: !recovered });
		remember(channels.commentary, commentary.position ?? { epoch, offset });
	});
	commentary.on('subscribed', ({ recovered, position }) => {
		if (!recovered) {
			// Between the rendering of the page and this moment a ball may have been bowled.
			reloadCommentary();
		}
		if (position) {
			remember(channels.commentary, position);
		}
	});
	commentary.on('resync', ({ position }) => {
		reloadCommentary();
		if (position) {
			remember(channels.commentary, position);
		}
	});
}

function setUpPage() {
	byId('theme').addEventListener('click', () => {
		const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
		const next = (document.documentElement.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
		document.documentElement.dataset.theme = next;
		try {
			localStorage.setItem('cricket.theme', next);
		}
		catch {
			// The choice lasts until the page is left.
		}
	});
	byId('more').addEventListener('click', ({ currentTarget }) => {
		const whole = byId('feed').classList.toggle('is-whole');
		currentTarget.setAttribute('aria-expanded', String(whole));
		currentTarget.textContent = whole ? 'Only the newest balls' : 'Earlier balls';
	});
	new IntersectionObserver(([board]) => document.body.classList.toggle('is-scrolled', !board.isIntersecting),
		{ rootMargin: '-56px 0px 0px' }).observe(byId('board'));
}

async function start() {
	setUpPage();
	try {
		const { RealtimeClient } = await import(new URL('realtime/client.js', root));
		const client = new RealtimeClient(new URL('realtime/websocket', root).pathname, { name: 'cricket' });
		listen(client);
		client.connect();
	}
	catch (failure) {
		pill.show('disconnected', 'the live connection is not available');
		console.error('No live connection', failure);
	}
}

start();
