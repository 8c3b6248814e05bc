import assert from 'node:assert/strict';
import { test } from 'node:test';
import { of, record, rig, settled } from './rig.mjs';

/** Breaks the connection, lets the next attempt succeed, and returns the subscribe it brought. */
function reconnect(r) {
  r.peer.drop();
  r.clock.advance(500);
  r.accept();
  return r.peer.inbox[0]?.subscribe;
}

test('a publication carries all the server said of it', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();

  r.peer.publish('news', {
    data: { a: 1 }, offset: 4, time: 17, tags: { t: 'x' }, info: { user: 'u', client: 'c', conn_info: 1, chan_info: 2 },
  });

  assert.deepEqual(of(events, 'publication'), [{
    data: { a: 1 }, offset: 4, epoch: 'e', time: 17, tags: { t: 'x' },
    info: { user: 'u', client: 'c', connInfo: 1, chanInfo: 2 }, recovered: false,
  }]);
  assert.deepEqual(subscription.position, { epoch: 'e', offset: 4 });
});

test('a reconnect asks for what came after the last publication', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();
  r.peer.publish('news', { offset: 4 });
  r.peer.publish('news', { offset: 5 });

  assert.deepEqual(reconnect(r), { channel: 'news', recoverable: true, recover: true, epoch: 'e', offset: 5 });
  r.peer.answer('subscribe', {
    recoverable: true, epoch: 'e', offset: 5, was_recovering: true, recovered: true,
    publications: [{ data: 'x', offset: 6 }, { data: 'y', offset: 7 }],
  });

  assert.deepEqual(events.map(([type]) => type), ['subscribed', 'publication', 'publication', 'subscribed', 'publication', 'publication']);
  assert.deepEqual(of(events, 'publication').slice(2).map(({ data, recovered }) => [data, recovered]), [['x', true], ['y', true]]);
  assert.deepEqual(subscription.position, { epoch: 'e', offset: 7 });
});

test('a server that answers recovery with its top loses nothing either', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();
  reconnect(r);

  r.peer.answer('subscribe', {
    recoverable: true, epoch: 'e', offset: 5, was_recovering: true, recovered: true, publications: [{ offset: 4 }, { offset: 5 }],
  });

  assert.equal(of(events, 'publication').length, 2);
  assert.deepEqual(subscription.position, { epoch: 'e', offset: 5 });
});

test('recovery without anything missed is told and keeps the position', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();
  reconnect(r);

  r.peer.answer('subscribe', { recoverable: true, epoch: 'e', offset: 3, was_recovering: true, recovered: true });

  assert.deepEqual(of(events, 'subscribed').at(-1),
    { recovered: true, wasRecovering: true, position: { epoch: 'e', offset: 3 }, data: undefined });
  assert.deepEqual(subscription.position, { epoch: 'e', offset: 3 });
  assert.equal(of(events, 'resync').length, 0);
});

test('incomplete recovery is told by resync, after subscribed, and goes on from the new position', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();
  reconnect(r);

  r.peer.answer('subscribe', { recoverable: true, epoch: 'f', offset: 1, was_recovering: true });
  r.peer.publish('news', { data: 'new', offset: 2 });

  assert.deepEqual(events.slice(1).map(([type]) => type), ['subscribed', 'resync', 'publication']);
  assert.deepEqual(of(events, 'resync')[0].position, { epoch: 'f', offset: 1 });
  assert.deepEqual(subscription.position, { epoch: 'f', offset: 2 });
});

test('what is known already is left out and counted', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();

  r.peer.publish('news', { offset: 3 });
  r.peer.publish('news', { offset: 4 });
  r.peer.publish('news', { offset: 4 });
  r.peer.publish('news', { offset: 1 });

  assert.deepEqual(of(events, 'publication').map(({ offset }) => offset), [4]);
  assert.equal(subscription.duplicates, 3);
});

test('a lower offset of another epoch is new', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();

  r.peer.publish('news', { offset: 1, epoch: 'f' });

  assert.equal(of(events, 'publication').length, 1);
  assert.deepEqual(subscription.position, { epoch: 'f', offset: 1 });
});

test('the newest of another epoch, recovered from a cache, is new', () => {
  const r = rig();
  const { subscription, events } = r.subscribed('news', { epoch: 'e', offset: 100 });
  reconnect(r);

  r.peer.answer('subscribe', {
    recoverable: true, epoch: 'f', offset: 2, was_recovering: true, recovered: true, publications: [{ offset: 2 }],
  });
  r.peer.publish('news', { offset: 3 });

  assert.equal(of(events, 'publication').length, 2);
  assert.deepEqual(of(events, 'resync'), [{ position: { epoch: 'f', offset: 2 }, reason: '1 publication was skipped' }]);
  assert.deepEqual(subscription.position, { epoch: 'f', offset: 3 });
});

test('a jump is told by resync, after the publication it leads to', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();

  r.peer.publish('news', { offset: 16 });
  r.peer.publish('news', { offset: 18 });
  r.peer.publish('news', { offset: 19 });

  assert.deepEqual(events.slice(1).map(([type, { offset, position, reason }]) => [type, offset ?? position.offset, reason]), [
    ['publication', 16, undefined], ['resync', 16, '12 publications were skipped'],
    ['publication', 18, undefined], ['resync', 18, '1 publication was skipped'],
    ['publication', 19, undefined],
  ]);
  assert.deepEqual(of(events, 'resync')[0].position, { epoch: 'e', offset: 16 });
  assert.equal(subscription.position.offset, 19);
});

test('what is known already tells no jump, and hides none', () => {
  const r = rig();
  const { events } = r.subscribed();
  r.peer.publish('news', { offset: 6 });

  r.peer.publish('news', { offset: 6 });
  r.peer.publish('news', { offset: 4 });
  r.peer.publish('news', { offset: 8 });

  assert.deepEqual(events.slice(1).map(([type]) => type), ['publication', 'resync', 'publication', 'resync']);
  assert.equal(of(events, 'resync')[1].reason, '1 publication was skipped');
});

test('a recovery of only the newest of several missed is a jump', () => {
  const r = rig();
  const { events } = r.subscribed();
  reconnect(r);

  r.peer.answer('subscribe', {
    recoverable: true, epoch: 'e', offset: 8, was_recovering: true, recovered: true, publications: [{ offset: 8 }],
  });

  assert.deepEqual(events.slice(1).map(([type]) => type), ['subscribed', 'publication', 'resync']);
  assert.deepEqual(events.at(-1)[1], { position: { epoch: 'e', offset: 8 }, reason: '4 publications were skipped' });
});

test('a recovery of the only one missed is no jump', () => {
  const r = rig();
  const { events } = r.subscribed();
  reconnect(r);

  r.peer.answer('subscribe', {
    recoverable: true, epoch: 'e', offset: 4, was_recovering: true, recovered: true, publications: [{ offset: 4 }],
  });

  assert.equal(of(events, 'publication').length, 1);
  assert.equal(of(events, 'resync').length, 0);
});

test('whoever asks for what there is has missed nothing before it', () => {
  const r = rig();
  const subscription = r.client.subscribe('score', { since: { epoch: '', offset: 0 } });
  const events = record(subscription, 'publication', 'resync');
  r.connected();

  r.peer.answer('subscribe', {
    recoverable: true, epoch: 'e', offset: 100, was_recovering: true, recovered: true, publications: [{ offset: 100 }],
  });
  r.peer.publish('score', { offset: 103 });

  assert.deepEqual(events.map(([type, { reason }]) => reason ?? type), ['publication', 'publication', '2 publications were skipped']);
});

test('a listener that unsubscribes hears of no jump, one that closes the connection does', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();
  const off = subscription.on('publication', () => r.client.close());

  r.peer.publish('news', { offset: 9 });
  off();
  subscription.on('publication', () => subscription.unsubscribe());
  r.connected();
  r.peer.answer('subscribe', { recoverable: true, positioned: true, epoch: 'e', offset: 9, was_recovering: true, recovered: true });
  r.peer.publish('news', { offset: 12 });

  assert.deepEqual(events.slice(1).map(([type]) => type), ['publication', 'resync', 'subscribed', 'publication', 'unsubscribed']);
});

test('a channel without positions delivers everything and recovers nothing', () => {
  const r = rig();
  const subscription = r.client.subscribe('ticker');
  const events = record(subscription, 'publication', 'resync');
  r.connected();
  r.peer.answer('subscribe', {});

  r.peer.publish('ticker', { data: 1 });
  r.peer.publish('ticker', { data: 1 });
  r.peer.publish('ticker', { data: 1, offset: 7 });

  assert.deepEqual(events.map(([type]) => type), ['publication', 'publication', 'publication']);
  assert.equal(subscription.position, null);
  assert.deepEqual(reconnect(r), { channel: 'ticker' });
});

test('an application may start from a position it kept', () => {
  const r = rig();
  r.client.subscribe('news', { since: { epoch: 'e', offset: 9 } });
  r.client.subscribe('score', { since: { epoch: '', offset: 0 } });
  r.connected();

  assert.deepEqual(r.peer.take('subscribe').subscribe, { channel: 'news', recover: true, epoch: 'e', offset: 9 });
  assert.deepEqual(r.peer.take('subscribe').subscribe, { channel: 'score', recover: true });
});

test('recover false starts afresh each time', () => {
  const r = rig();
  r.subscribed('news', {}, { recover: false });

  assert.deepEqual(reconnect(r), { channel: 'news' });
});

test('a channel that stopped being recoverable is no longer recovered', () => {
  const r = rig();
  r.subscribed('news', {}, {});
  assert.equal(reconnect(r).recover, true);
  r.peer.answer('subscribe', { positioned: true, epoch: 'e', offset: 3 });

  assert.deepEqual(reconnect(r), { channel: 'news' });
});

test('a state declared void by the server makes recovery fail on purpose', () => {
  const r = rig();
  r.subscribed();
  r.peer.drop(3014, 'state invalidated');
  r.clock.advance(500);
  r.accept();

  assert.equal(r.peer.answer('subscribe', { recoverable: true, epoch: 'e', offset: 3, was_recovering: true }).epoch, '_');
  r.peer.say({ push: { channel: 'news', unsubscribe: { code: 2502, reason: 'state invalidated' } } });

  assert.deepEqual(r.peer.take('subscribe').subscribe, { channel: 'news', recoverable: true, recover: true, epoch: '_' });
});

test('an unsubscribe from 2500 on subscribes again: at once, then after growing waits, and at once when it has held', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();
  const removed = () => r.peer.say({ push: { channel: 'news', unsubscribe: { code: 2500, reason: 'insufficient state' } } });
  const answered = () => r.peer.answer('subscribe', { recoverable: true, epoch: 'e', offset: 3, was_recovering: true, recovered: true });

  removed();
  assert.equal(r.peer.inbox[0].subscribe.offset, 3);
  answered();
  for (const wait of [500, 1000, 2000]) {
    removed();
    assert.equal(subscription.state, 'subscribing');
    assert.equal(r.peer.inbox.length, 0);
    r.clock.advance(wait - 1);
    assert.equal(r.peer.inbox.length, 0);
    r.clock.advance(1);
    answered();
  }
  r.clock.advance(10_000);
  removed();
  answered();

  assert.equal(of(events, 'unsubscribed').length, 0);
  assert.equal(subscription.state, 'subscribed');
});

test('an unsubscribe below 2500 is final', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();

  r.peer.say({ push: { channel: 'news', unsubscribe: { code: 2000, reason: 'server unsubscribe' } } });
  r.peer.publish('news', { offset: 4 });

  assert.deepEqual(events.at(-1), ['unsubscribed', { code: 2000, reason: 'server unsubscribe' }]);
  assert.equal(subscription.state, 'unsubscribed');
  assert.equal(reconnect(r), undefined);
});

test('a temporary refusal is tried again with growing waits, a final one is not', () => {
  const r = rig();
  const subscription = r.client.subscribe('news');
  const events = record(subscription, 'unsubscribed');
  r.connected();
  for (const wait of [500, 1000]) {
    r.peer.refuse('subscribe', { code: 111, message: 'too many requests', temporary: true });
    r.clock.advance(wait - 1);
    assert.equal(r.peer.inbox.length, 0);
    r.clock.advance(1);
  }

  r.peer.refuse('subscribe', { code: 103, message: 'permission denied' });

  assert.deepEqual(events, [['unsubscribed', { code: 103, reason: 'permission denied' }]]);
  assert.doesNotThrow(() => r.client.subscribe('news'));
});

test('an expired token at subscribe brings a new session with a new token', async () => {
  let asked = 0;
  const r = rig({ token: 't0', getToken: async () => `t${++asked}` });
  r.client.subscribe('news');
  r.connected();
  r.peer.refuse('subscribe', { code: 109, message: 'token expired' });
  r.clock.advance(500);
  r.clock.advance(500);
  await settled();

  assert.equal(r.accept().token, 't1');
  assert.ok(r.peer.take('subscribe'));
});

test('a subscribe without reply ends the connection, counted from the connect reply', () => {
  const r = rig();
  r.client.subscribe('news');
  r.client.connect();
  r.peer.open();
  r.clock.advance(4_000);
  r.peer.answer('connect', { client: 'c' });
  r.clock.advance(4_999);
  assert.equal(r.client.state, 'connected');

  r.clock.advance(1);

  assert.equal(r.client.state, 'connecting');
  assert.equal(of(r.seen, 'state').at(-1).code, 1);
});

test('unsubscribe tells the server and ignores what still comes', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();

  subscription.unsubscribe();
  r.peer.publish('news', { offset: 4 });

  assert.deepEqual(r.peer.take('unsubscribe').unsubscribe, { channel: 'news' });
  assert.deepEqual(events.at(-1), ['unsubscribed', { code: 0, reason: 'unsubscribe called' }]);
  assert.equal(reconnect(r), undefined);
});

test('subscribing again right after unsubscribe does not take the old subscription for the new', () => {
  const r = rig();
  const { subscription } = r.subscribed();
  subscription.unsubscribe();
  const fresh = r.client.subscribe('news', { recover: true });
  const events = record(fresh, 'subscribed', 'publication', 'unsubscribed');

  r.peer.publish('news', { data: 'old', offset: 4 });
  r.peer.say({ push: { channel: 'news', unsubscribe: { code: 2000 } } });
  r.peer.answer('unsubscribe');
  r.peer.answer('subscribe', { recoverable: true, epoch: 'e', offset: 4 });
  r.peer.publish('news', { data: 'new', offset: 5 });

  assert.deepEqual(events.map(([type, { data }]) => [type, data]), [['subscribed', undefined], ['publication', 'new']]);
});

test('a listener of unsubscribed may subscribe again', () => {
  const r = rig();
  const { subscription } = r.subscribed();
  subscription.on('unsubscribed', () => r.client.subscribe('news'));

  subscription.unsubscribe();

  assert.deepEqual(r.peer.inbox.map((command) => Object.keys(command)[1]), ['unsubscribe', 'subscribe']);
});

test('an unsubscribe that fails is settled by a new connection', () => {
  const r = rig();
  const { subscription } = r.subscribed();
  subscription.unsubscribe();

  r.peer.refuse('unsubscribe', { code: 100, message: 'internal' });

  assert.equal(r.client.state, 'connecting');
});

test('unsubscribing while the subscribe is under way forgets its reply', () => {
  const r = rig().connected();
  const subscription = r.client.subscribe('news');
  const events = record(subscription, 'subscribed', 'unsubscribed');
  subscription.unsubscribe();

  r.peer.answer('subscribe', { recoverable: true, epoch: 'e', offset: 3 });
  r.peer.answer('unsubscribe');

  assert.deepEqual(events.map(([type]) => type), ['unsubscribed']);
});

test('unsubscribing while offline says nothing to the server', () => {
  const r = rig();
  const { subscription } = r.subscribed();
  r.peer.drop();
  subscription.unsubscribe();
  r.clock.advance(500);
  r.accept();

  assert.equal(r.peer.inbox.length, 0);
});

test('a second subscription to a channel is refused with a remedy', () => {
  const r = rig();
  r.client.subscribe('news');

  assert.throws(() => r.client.subscribe('news'), /Already subscribed to 'news'/);
});

test('joins and leaves are told', () => {
  const r = rig();
  const { events } = r.subscribed('room', {}, { joinLeave: true });

  r.peer.say({ push: { channel: 'room', join: { info: { user: 'ann', client: 'c2' } } } },
    { push: { channel: 'room', leave: { info: { user: 'ann', client: 'c2' } } } });

  const info = { user: 'ann', client: 'c2', connInfo: undefined, chanInfo: undefined };
  assert.deepEqual(events.slice(1), [['join', { info }], ['leave', { info }]]);
});

test('the data of the subscribe reply reaches the application', () => {
  const r = rig();
  const subscription = r.client.subscribe('match');
  const events = record(subscription, 'subscribed');
  r.connected();

  r.peer.answer('subscribe', { data: { score: 7 } });

  assert.deepEqual(events[0][1], { recovered: false, wasRecovering: false, position: null, data: { score: 7 } });
});
