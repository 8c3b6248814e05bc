/**
 * Random schedules against a server that keeps a short history: cuts, refusals, removals, duplicates, slept-through pings, and,
 * in half of them, jumps to the newest. Every publication must arrive once and in order, and a hole must be announced by resync,
 * once. A failure names its seed; CHAOS_SEED=n replays it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rig } from './rig.mjs';

const HISTORY = 5;

/** A small generator that is the same everywhere. */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function run(seed) {
  const random = randomOf(seed);
  const chance = (probability) => random() < probability;
  const r = rig({ random });
  let top = 0;
  let live = false;
  let expected = 1;
  let resyncs = 0;
  let jumps = 0;
  let skipped = 0;
  const mayJump = chance(0.5);
  const mistakes = [];
  const subscription = r.client.subscribe('news', { recover: true, since: { epoch: 'e', offset: 0 } });
  subscription.on('publication', ({ offset }) => {
    // Noted, not thrown: the client shields itself from what its listeners throw.
    if (skipped > 0) mistakes.push(`${offset} came before it was told that ${skipped} were skipped`);
    if (offset < expected || (offset > expected && !mayJump)) mistakes.push(`got ${offset} where ${expected} was next`);
    skipped = offset - expected;
    expected = offset + 1;
  });
  subscription.on('resync', ({ position, reason }) => {
    const told = /^([0-9]+) publications? w(as|ere) skipped$/.exec(reason)?.[1];
    if (told !== undefined) {
      if (Number(told) !== skipped || position.offset !== expected - 1) mistakes.push(`"${reason}" at ${position.offset} for ${skipped} to ${expected - 1}`);
      jumps++;
      skipped = 0;
      return;
    }
    if (position.offset < expected) mistakes.push(`resync to ${position.offset} although nothing before ${expected} is missing`);
    resyncs++;
    expected = position.offset + 1;
  });

  /** Answers everything the client asked, mostly kindly. */
  const serve = (calm) => {
    const { peer } = r;
    if (!peer || peer.closed) return;
    if (!peer.opened) {
      live = false;
      peer.open();
    }
    while (peer.inbox.length > 0 && !peer.closed) {
      const [, method] = Object.keys(peer.inbox[0]);
      if (!calm && chance(0.2)) {
        peer.refuse(method, { code: 100, message: 'internal', temporary: true });
      } else if (method === 'connect') {
        peer.answer('connect', { client: 'c', ping: 25, pong: true });
      } else {
        const { offset = 0 } = peer.inbox[0].subscribe;
        const recovered = top - offset <= HISTORY;
        const missed = Array.from({ length: top - offset }, (_, i) => ({ offset: offset + 1 + i }));
        const publications = mayJump && chance(0.5) ? missed.slice(-1) : missed;
        peer.answer('subscribe', {
          recoverable: true, epoch: 'e', offset: recovered ? offset : top, was_recovering: true,
          ...(recovered && { recovered, publications }),
        });
        live = true;
      }
    }
  };
  const steps = [
    () => {
      top += mayJump && chance(0.2) ? 1 + Math.floor(random() * 4) : 1;
      if (!live || r.peer.closed) return;
      r.peer.publish('news', { offset: top });
      if (chance(0.3)) r.peer.publish('news', { offset: Math.max(1, top - Math.floor(random() * 3)) });
    },
    () => serve(false),
    () => r.clock.advance(random() * 3_000),
    () => chance(0.3) && r.peer?.closed === false && r.peer.drop(chance(0.5) ? 1006 : 3001),
    () => {
      if (!live || r.peer.closed || !chance(0.3)) return;
      live = false;
      r.peer.say({ push: { channel: 'news', unsubscribe: { code: 2500, reason: 'insufficient state' } } });
    },
    () => r.peer?.opened && !r.peer.closed && r.peer.ping(),
    () => chance(0.1) && r.clock.advance(40_000),
    () => chance(0.1) && r.pageEvent(chance(0.5) ? 'offline' : 'online'),
  ];

  r.client.connect();
  for (let i = 0; i < 300; i++) {
    const before = r.peer;
    steps[Math.floor(random() * steps.length)]();
    if (r.peer !== before || r.peer.closed) live = false;
  }
  // Calm: whatever happened, the client gets back to the top.
  for (let i = 0; subscription.state !== 'subscribed' || expected <= top; i++) {
    assert.ok(i < 10, 'the client came back');
    r.clock.advance(31_000);
    serve(true);
  }
  assert.deepEqual(mistakes, []);
  assert.equal(expected, top + 1, 'everything was received or announced as missing');
  assert.equal(skipped, 0, 'every jump was told');
  r.client.close();
  assert.equal(r.clock.waiting, 0);
  return { resyncs, jumps };
}

test('whatever happens, publications arrive once and in order, or their loss is told', () => {
  const given = process.env.CHAOS_SEED;
  const first = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  let resyncs = 0;
  let jumps = 0;
  for (let seed = first; seed < first + (given === undefined ? 300 : 1); seed++) {
    try {
      const told = run(seed);
      resyncs += told.resyncs;
      jumps += told.jumps;
    } catch (error) {
      error.message = `CHAOS_SEED=${seed}: ${error.message}`;
      throw error;
    }
  }
  assert.ok(given !== undefined || (resyncs > 0 && jumps > 0), 'the schedules are wild enough to lose something');
});
