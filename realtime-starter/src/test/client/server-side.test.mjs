import assert from 'node:assert/strict';
import { test } from 'node:test';
import { of, record, rig } from './rig.mjs';

const CHANNEL = 'user:alice';

/** What a connect reply says of the personal channel. */
const withSubs = (...publications) => ({
  client: 'c1', ping: 25, pong: true,
  subs: {
    [CHANNEL]: {
      recoverable: true, positioned: true, epoch: 'e', offset: 3,
      ...(publications.length > 0 && { publications, recovered: true, was_recovering: true }),
    },
  },
});

/** Breaks the connection, lets the next attempt succeed with the reply, and returns the connect it brought. */
function reconnect(r, reply) {
  r.peer.drop();
  r.clock.advance(500);
  return r.accept(reply);
}

test('what the server subscribed to is told by the client, with its channel, after connected', () => {
  const r = rig();
  const order = [];
  r.client.on('state', ({ state }) => order.push(state));
  r.client.on('subscribed', () => order.push('subscribed'));
  r.connected(withSubs());

  r.peer.publish(CHANNEL, { data: 'hello', offset: 4 });
  r.peer.say({ push: { channel: CHANNEL, join: { info: { user: 'alice', client: 'c2' } } } });

  assert.deepEqual(order, ['connecting', 'connected', 'subscribed']);
  assert.deepEqual(r.told.map(([type, { channel }]) => [type, channel]), [['subscribed', CHANNEL], ['publication', CHANNEL], ['join', CHANNEL]]);
  assert.deepEqual(of(r.told, 'subscribed')[0],
    { channel: CHANNEL, recovered: false, wasRecovering: false, position: { epoch: 'e', offset: 3 }, data: undefined });
  assert.equal(of(r.told, 'publication')[0].data, 'hello');
});

test('the first connect names no positions, the next ones those after the last publication', () => {
  const r = rig();
  r.client.connect();
  assert.equal(r.accept(withSubs()).subs, undefined);
  r.peer.publish(CHANNEL, { data: 4, offset: 4 });

  assert.deepEqual(reconnect(r, withSubs({ data: 5, offset: 5 }, { data: 6, offset: 6 })).subs, { [CHANNEL]: { recover: true, epoch: 'e', offset: 4 } });
  assert.deepEqual(reconnect(r, withSubs()).subs, { [CHANNEL]: { recover: true, epoch: 'e', offset: 6 } });

  assert.deepEqual(of(r.told, 'publication').map(({ data, recovered }) => [data, recovered]), [[4, false], [5, true], [6, true]]);
});

test('nothing that was there before is asked for beyond what was told', () => {
  const r = rig();
  r.connected(withSubs());
  r.peer.publish(CHANNEL, { data: 4, offset: 4 });
  r.peer.publish(CHANNEL, { data: 4, offset: 4 });

  reconnect(r, withSubs({ data: 4, offset: 4 }, { data: 5, offset: 5 }));

  assert.deepEqual(of(r.told, 'publication').map(({ data }) => data), [4, 5]);
});

test('incomplete recovery is told by resync', () => {
  const r = rig();
  r.connected(withSubs());

  reconnect(r, { ping: 25, subs: { [CHANNEL]: { recoverable: true, epoch: 'f', offset: 9, was_recovering: true } } });

  assert.deepEqual(r.told.slice(1).map(([type]) => type), ['subscribed', 'resync']);
  assert.deepEqual(of(r.told, 'resync')[0].position, { epoch: 'f', offset: 9 });
  assert.deepEqual(reconnect(r, withSubs()).subs, { [CHANNEL]: { recover: true, epoch: 'f', offset: 9 } });
});

test('a jump is told by resync', () => {
  const r = rig();
  r.connected(withSubs());

  r.peer.publish(CHANNEL, { offset: 6 });

  assert.deepEqual(r.told.at(-1),
    ['resync', { channel: CHANNEL, position: { epoch: 'e', offset: 6 }, reason: '2 publications were skipped' }]);
});

test('a channel the server no longer names is over and forgotten', () => {
  const r = rig();
  r.connected(withSubs());

  reconnect(r, { ping: 25 });
  r.peer.publish(CHANNEL, { data: 'late', offset: 4 });

  assert.deepEqual(r.told.at(-1), ['unsubscribed', { channel: CHANNEL, code: 2000, reason: 'the server no longer subscribes this client' }]);
  assert.equal(reconnect(r, { ping: 25 }).subs, undefined);
});

test('an unsubscribe is final, whatever its code, and nothing is asked for again', () => {
  const r = rig();
  r.connected(withSubs());

  r.peer.say({ push: { channel: CHANNEL, unsubscribe: { code: 2500, reason: 'insufficient state' } } });

  assert.deepEqual(r.told.at(-1), ['unsubscribed', { channel: CHANNEL, code: 2500, reason: 'insufficient state' }]);
  assert.deepEqual(r.peer.inbox, []);
  assert.equal(reconnect(r, { ping: 25 }).subs, undefined);
});

test('insufficient state ends the connection, and the next one recovers', () => {
  const r = rig();
  r.connected(withSubs());

  r.peer.drop(3010, 'insufficient state');
  r.clock.advance(500);

  assert.deepEqual(r.accept(withSubs()).subs, { [CHANNEL]: { recover: true, epoch: 'e', offset: 3 } });
});

test('a state declared void makes recovery fail on purpose', () => {
  const r = rig();
  r.connected(withSubs());

  r.peer.drop(3014, 'state invalidated');
  r.clock.advance(500);

  assert.deepEqual(r.accept(withSubs()).subs, { [CHANNEL]: { recover: true, epoch: '_' } });
});

test('a channel without positions delivers and is not recovered', () => {
  const r = rig();
  r.connected({ ping: 25, subs: { [CHANNEL]: {} } });

  r.peer.publish(CHANNEL, { data: 'x' });

  assert.equal(of(r.told, 'publication').length, 1);
  assert.equal(reconnect(r, { ping: 25, subs: { [CHANNEL]: {} } }).subs, undefined);
});

test('closing from a listener leaves the rest to the next connection', () => {
  const r = rig();
  r.connected(withSubs());
  const off = r.client.on('publication', () => r.client.close());

  reconnect(r, withSubs({ data: 4, offset: 4 }, { data: 5, offset: 5 }));
  off();
  r.client.connect();

  assert.deepEqual(r.accept(withSubs({ data: 5, offset: 5 })).subs, { [CHANNEL]: { recover: true, epoch: 'e', offset: 4 } });
  assert.deepEqual(of(r.told, 'publication').map(({ data }) => data), [4, 5]);
});

test('closing when connected leaves all to the next connection', () => {
  const r = rig();
  r.connected(withSubs());
  const off = r.client.on('state', ({ state }) => state === 'connected' && r.client.close());

  reconnect(r, withSubs({ data: 4, offset: 4 }));
  off();
  r.client.connect();

  assert.deepEqual(r.accept(withSubs({ data: 4, offset: 4 })).subs, { [CHANNEL]: { recover: true, epoch: 'e', offset: 3 } });
  assert.deepEqual(of(r.told, 'publication').map(({ data }) => data), [4]);
});

test('subscribing to it oneself is refused and disturbs nothing', () => {
  const r = rig();
  const events = record(r.client.subscribe(CHANNEL), 'publication', 'unsubscribed');
  r.connected(withSubs());

  r.peer.refuse('subscribe', { code: 105, message: 'already subscribed' });
  r.peer.publish(CHANNEL, { data: 'hello', offset: 4 });

  assert.deepEqual(events, [['unsubscribed', { code: 105, reason: 'already subscribed' }]]);
  assert.deepEqual(of(r.told, 'publication').map(({ data }) => data), ['hello']);
});
