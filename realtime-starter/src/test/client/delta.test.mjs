import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDelta } from '../../main/resources/dev/realtime/client/client.js';
import { of, rig } from './rig.mjs';

const bytes = (text) => new TextEncoder().encode(text);
const text = (applied) => new TextDecoder().decode(applied);

/** Of the format's description: the delta from the one to the other. */
const BASE = 'abcdefghij';
const TARGET = 'abcXefghij';
const DELTA = 'A\n3@0,1:X6@4,lChg0;';

test('a delta is applied', () => {
  assert.equal(text(applyDelta(bytes(BASE), bytes(DELTA))), TARGET);
});

test('a delta that is not right is refused, whatever is wrong', () => {
  const wrong = ['', 'A', 'A\n', 'A\n3@0', 'A\n3@9,1:X6@4,lChg0;', 'B\n3@0,1:X6@4,lChg0;', 'A\n3@0,1:X6@4,lChg1;',
    'A\n3@0,1:Y6@4,lChg0;', 'A\n3?0,', 'A\n9:ab', '~~~~~~\n3@0,', '9\n3@0,1:X6@4,lChg0;'];
  for (const delta of wrong) {
    assert.throws(() => applyDelta(bytes(BASE), bytes(delta)), { name: 'RealtimeError', code: 7 }, delta);
  }
});

test('with deltas the application sees what was published', () => {
  const r = rig();
  const subscription = r.client.subscribe('news', { recover: true, delta: true });
  const events = [];
  subscription.on('publication', ({ data, offset }) => events.push([offset, data]));
  r.connected();
  assert.equal(r.peer.inbox[0].subscribe.delta, 'fossil');
  r.peer.answer('subscribe', {
    recoverable: true, positioned: true, epoch: 'e', offset: 1, delta: true, was_recovering: true, recovered: true,
    publications: [{ data: `"${BASE}"`, offset: 2 }],
  });

  r.peer.publish('news', { data: `C\n4@0,1:X7@5,${sumOf(`"${TARGET}"`)};`, offset: 3, delta: true });
  r.peer.publish('news', { data: '{"whole":1}', offset: 4 });

  assert.deepEqual(events, [[2, BASE], [3, TARGET], [4, { whole: 1 }]]);
});

test('a delta without a base begins the connection anew', () => {
  const r = rig();
  const subscription = r.client.subscribe('news', { recover: true, delta: true });
  const events = [];
  subscription.on('publication', (event) => events.push(event));
  r.connected();
  r.peer.answer('subscribe', { recoverable: true, positioned: true, epoch: 'e', offset: 1, delta: true });

  r.peer.publish('news', { data: DELTA, offset: 2, delta: true });

  assert.deepEqual(events, []);
  assert.equal(subscription.position.offset, 1);
  assert.equal(of(r.seen, 'state').at(-1).state, 'connecting');
});

test('a server that grants no deltas sends data as ever', () => {
  const r = rig();
  const { events } = r.subscribed('news', {}, { recover: true, delta: true });

  r.peer.publish('news', { data: '"text"', offset: 4 });

  assert.equal(of(events, 'publication')[0].data, '"text"');
});

/** As the encoder writes it. */
function sumOf(target) {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~';
  let sum = bytes(target).reduce((before, byte, i) => (before + (byte << (24 - 8 * (i & 3)))) | 0, 0) >>> 0;
  let text = '';
  do {
    text = digits[sum % 64] + text;
    sum = Math.floor(sum / 64);
  } while (sum > 0);
  return text;
}
