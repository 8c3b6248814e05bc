import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { of, record, rig, settled } from './rig.mjs';

const cut = (r, code, reason) => r.peer.drop(code, reason);

for (const [page, url, expected] of [
  ['https://example.test/app/', '/realtime/websocket', 'wss://example.test/realtime/websocket'],
  ['http://example.test:8080/app/', 'realtime/websocket', 'ws://example.test:8080/app/realtime/websocket'],
  ['https://example.test/', 'ws://other.test/websocket', 'ws://other.test/websocket'],
  [undefined, 'https://other.test/websocket', 'wss://other.test/websocket'],
]) {
  test(`${url} on ${page ?? 'no page'} is ${expected}`, (t) => {
    if (page) globalThis.location = { href: page };
    t.after(() => delete globalThis.location);
    const r = rig({ url });

    r.client.connect();

    assert.equal(r.peer.url, expected);
  });
}

test('connect and all subscribes leave in one frame', () => {
  const r = rig({ name: 'page', token: 't', data: { a: 1 } });
  r.client.subscribe('one');
  r.client.subscribe('two', { data: 'x', joinLeave: true });

  r.client.connect();
  r.peer.open();

  assert.equal(r.peer.frames.length, 1);
  assert.deepEqual(r.peer.inbox, [
    { id: 1, connect: { token: 't', name: 'page', data: { a: 1 } } },
    { id: 2, subscribe: { channel: 'one' } },
    { id: 3, subscribe: { channel: 'two', data: 'x', join_leave: true } },
  ]);
});

test('a connect says on which node the client was before', () => {
  const r = rig().connected({ client: 'c', node: 'one|i1' });
  cut(r, 3011, 'force reconnect');
  r.clock.advance(500);
  const second = r.accept({ client: 'd', node: 'two|i2' });
  cut(r, 1006, '');
  r.clock.advance(500);
  const third = r.accept({ client: 'e' });
  cut(r, 1006, '');
  r.clock.advance(500);

  assert.deepEqual(second.headers, { 'X-Realtime-Node': 'one|i1' });
  assert.deepEqual(third.headers, { 'X-Realtime-Node': 'two|i2' });
  assert.equal(r.accept().headers, undefined);
});

test('states are told in order, with code and reason', () => {
  const r = rig().connected({ client: 'c', data: { hello: 1 } });
  cut(r, 3001, 'shutdown');
  r.clock.advance(500);
  r.accept();
  r.client.close();

  assert.deepEqual(of(r.seen, 'state').map(({ state, code, reason }) => [state, code, reason]), [
    ['connecting', 0, 'connect called'], ['connected', 0, ''], ['connecting', 3001, 'shutdown'],
    ['connected', 0, ''], ['disconnected', 0, 'close called']]);
  assert.deepEqual(of(r.seen, 'state')[1].data, { hello: 1 });
});

test('waits double up to the maximum and start again after a connect reply', () => {
  const r = rig({ backoff: { base: 100, max: 1000 } }).connected();

  const waits = [];
  for (let i = 0; i < 7; i++) {
    cut(r);
    waits.push(r.clock.waits[0]);
    r.clock.advance(waits.at(-1));
  }
  r.accept();
  cut(r);

  assert.deepEqual(waits, [100, 200, 400, 800, 1000, 1000, 1000]);
  assert.equal(r.clock.waits[0], 100);
});

test('waits never grow past half a minute and one base', () => {
  const r = rig({ random: () => 0.999 }).connected();

  let longest = 0;
  for (let i = 0; i < 1100; i++) {
    cut(r);
    longest = Math.max(longest, r.clock.waits[0]);
    r.clock.advance(r.clock.waits[0]);
  }

  assert.ok(longest > 30_000 && longest <= 30_500, `longest wait was ${longest}`);
});

test('the random part spreads clients over one base', () => {
  const waits = [0, 0.25, 0.999].map((luck) => {
    const r = rig({ random: () => luck }).connected();
    cut(r);
    return r.clock.waits[0];
  });

  assert.deepEqual(waits, [500, 625, 999.5]);
});

test('a node that gives its clients away spreads them over the time it says, five minutes at most', () => {
  const waits = ['shutdown', 'force reconnect: this node gives its clients away; come back within 20 s', 'shutdown; come back within 999 s'].map((reason) => {
    const r = rig({ random: () => 0.5 }).connected();
    cut(r, 3011, reason);
    return r.clock.waits[0];
  });

  assert.deepEqual(waits, [750, 10_750, 150_750]);
});

for (const code of [1000, 1001, 1006, 1011, 3000, 3001, 3499, 4000, 4499, 5000]) {
  test(`close code ${code} reconnects`, () => {
    const r = rig().connected();

    cut(r, code, '');
    r.clock.advance(1000);

    assert.equal(r.client.state, 'connecting');
    assert.equal(r.peers.length, 2);
  });
}

for (const code of [1009, 3500, 3501, 3999, 4500, 4999]) {
  test(`close code ${code} is final, with or without words`, () => {
    for (const reason of ['', 'words', '404']) {
      const r = rig().connected();

      cut(r, code, reason);

      assert.equal(r.client.state, 'disconnected');
      assert.equal(of(r.seen, 'state').at(-1).code, code);
      assert.equal(r.clock.waiting, 0);
    }
  });
}

test('a temporary refusal of connect is tried again, with growing waits', () => {
  const r = rig();
  r.client.connect();

  for (const wait of [500, 1000, 2000]) {
    r.peer.open();
    r.peer.refuse('connect', { code: 100, message: 'internal', temporary: true });
    assert.equal(r.clock.waits[0], wait);
    r.clock.advance(wait);
  }

  assert.equal(of(r.seen, 'error').length, 3);
  assert.equal(of(r.seen, 'error')[0].code, 100);
});

test('an application error of connect with the number of a final close code is still only temporary', () => {
  const r = rig();
  r.client.connect();
  r.peer.open();

  r.peer.refuse('connect', { code: 1009, message: 'come back', temporary: true });

  assert.equal(r.client.state, 'connecting');
});

test('any other refusal of connect is final', () => {
  const r = rig();
  r.client.connect();
  r.peer.open();

  r.peer.refuse('connect', { code: 103, message: 'permission denied' });

  assert.deepEqual(r.states(), ['connecting', 'disconnected']);
  assert.equal(of(r.seen, 'state').at(-1).code, 103);
  assert.ok(r.peer.closed);
});

test('an expired token without a way to a new one is final', () => {
  const r = rig({ token: 'old' });
  r.client.connect();
  r.peer.open();

  r.peer.refuse('connect', { code: 109, message: 'token expired' });

  assert.equal(r.client.state, 'disconnected');
});

test('an expired token is replaced', async () => {
  const tokens = ['second'];
  const r = rig({ token: 'first', getToken: async () => tokens.shift() });
  r.client.connect();
  r.peer.open();
  r.peer.refuse('connect', { code: 109, message: 'token expired' });
  r.clock.advance(500);
  await settled();

  assert.equal(r.accept().token, 'second');
  assert.equal(r.client.state, 'connected');
});

test('the first token is fetched and kept for reconnects until the session expires', async () => {
  let asked = 0;
  const r = rig({ getToken: async () => `t${++asked}` });
  r.client.connect();
  await settled();
  r.accept();
  cut(r);
  r.clock.advance(500);
  assert.equal(r.accept().token, 't1');

  cut(r, 3005, 'connection expired');
  r.clock.advance(500);
  await settled();

  assert.equal(r.accept().token, 't2');
});

test('a token that cannot be fetched is asked for again; none ends it', async () => {
  const answers = [Promise.reject(new Error('503')), Promise.resolve(null)];
  const r = rig({ getToken: () => answers.shift() });
  r.client.connect();
  await settled();
  assert.match(of(r.seen, 'error')[0].message, /getToken failed.*503/);

  r.clock.advance(500);
  await settled();

  assert.equal(r.client.state, 'disconnected');
  assert.equal(of(r.seen, 'state').at(-1).code, 101);
  assert.equal(r.peers.length, 0);
});

test('a token that arrives after close connects nothing', async () => {
  let give;
  const r = rig({ getToken: () => new Promise((resolve) => { give = resolve; }) });
  r.client.connect();
  r.client.close();

  give('late');
  await settled();

  assert.equal(r.peers.length, 0);
  assert.equal(r.client.state, 'disconnected');
});

test('a token that arrives after its attempt was given up decides nothing', async () => {
  const given = [];
  const r = rig({ getToken: () => new Promise((resolve) => given.push(resolve)) });
  r.client.connect();
  r.clock.advance(5_500);
  given[1]('second');
  await settled();

  given[0](null);
  await settled();

  assert.equal(r.accept().token, 'second');
  assert.equal(r.peers.length, 1);
});

test('a session that expires is refreshed, and a refused refresh is tried again', async () => {
  let asked = 0;
  const r = rig({ getToken: async () => `t${++asked}` });
  r.client.connect();
  await settled();
  r.accept({ client: 'c', expires: true, ttl: 60 });

  r.clock.advance(60_000);
  await settled();
  assert.deepEqual(r.peer.refuse('refresh', { code: 100, message: 'x', temporary: true }), { token: 't2' });
  r.clock.advance(5_000);
  await settled();
  assert.deepEqual(r.peer.answer('refresh', { expires: true, ttl: 30 }), { token: 't3' });
  r.clock.advance(30_000);
  await settled();
  r.peer.refuse('refresh', { code: 103, message: 'permission denied' });

  assert.equal(r.client.state, 'disconnected');
});

test('a ping is answered after everything before it in the frame was handled', () => {
  const r = rig();
  const { subscription } = r.subscribed();
  const order = [];
  subscription.on('publication', ({ data }) => order.push(data, r.peer.frames.length));
  const before = r.peer.frames.length;

  r.peer.say({ push: { channel: 'news', pub: { data: 'a', offset: 4 } } }, {},
    { push: { channel: 'news', pub: { data: 'b', offset: 5 } } });

  assert.deepEqual(order, ['a', before, 'b', before + 1]);
  assert.equal(r.peer.frames.at(-1), '{}');
});

test('a ping is not answered if the server does not want it', () => {
  const r = rig().connected({ client: 'c', ping: 25 });
  const before = r.peer.frames.length;

  r.peer.ping();

  assert.equal(r.peer.frames.length, before);
});

test('silence longer than the ping interval and ten seconds ends the connection', () => {
  const r = rig().connected();
  r.clock.advance(34_000);
  r.peer.publish('whatever', {});
  r.clock.advance(34_999);
  assert.equal(r.client.state, 'connected');

  r.clock.advance(1);

  assert.equal(r.client.state, 'connecting');
  assert.equal(of(r.seen, 'state').at(-1).code, 3);
  assert.ok(r.peer.closed);
});

test('after the computer slept, frames that wait get a second before the connection is given up', () => {
  const r = rig().connected();
  r.clock.sleep(3_600_000);
  r.clock.advance(0);
  assert.equal(r.client.state, 'connected');

  r.peer.ping();
  r.clock.advance(1_000);
  assert.equal(r.client.state, 'connected');
  r.clock.advance(34_000);

  assert.equal(r.client.state, 'connecting');
});

test('no ping interval, no watchdog', () => {
  const r = rig().connected({ client: 'c' });

  assert.equal(r.clock.waiting, 0);
});

test('a server that does not answer in time is given up', () => {
  const r = rig();
  r.client.connect();
  r.clock.advance(5_000);
  assert.ok(r.peer.closed);
  r.clock.advance(500);
  r.peer.open();

  r.clock.advance(5_000);

  assert.equal(r.peers.length, 2);
  assert.equal(r.client.state, 'connecting');
  assert.equal(of(r.seen, 'error').length, 2);
});

test('something that is not JSON ends the connection', () => {
  const r = rig().connected();

  r.peer.raw('<html>');

  assert.equal(r.client.state, 'connecting');
});

test('empty lines and unknown fields are ignored', () => {
  const r = rig().connected();

  r.peer.raw('{"push":{"novelty":{}},"x":1}\n\n{"push":{"message":{"data":[1]}},"flag":2}\n');

  assert.deepEqual(of(r.seen, 'message'), [{ data: [1] }]);
});

test('a disconnect push is obeyed like a close frame', () => {
  const r = rig().connected();

  r.peer.say({ push: { disconnect: { code: 3503, reason: 'force disconnect' } } });

  assert.equal(r.client.state, 'disconnected');
});

test('close stops every timer, closes the socket and lets go of the page', async () => {
  const r = rig({ getToken: async () => 't' });
  r.client.subscribe('news', { recover: true });
  r.client.connect();
  await settled();
  r.accept({ client: 'c', ping: 25, pong: true, expires: true, ttl: 60 });
  r.peer.refuse('subscribe', { code: 100, message: 'x', temporary: true });
  const rpc = assert.rejects(r.client.rpc('slow'), { code: 2 });
  assert.equal(r.clock.waiting, 4);

  r.client.close();
  r.pageEvent('online');
  await rpc;

  assert.equal(r.clock.waiting, 0);
  assert.ok(r.peer.closed);
  assert.equal(r.peers.length, 1);
  assert.equal(r.client.state, 'disconnected');
  assert.deepEqual(['online', 'offline', 'pagehide', 'pageshow'].flatMap((type) => getEventListeners(r.page, type)), []);
});

test('close while waiting for the next attempt ends the attempts', () => {
  const r = rig().connected();
  cut(r);

  r.client.close();

  assert.equal(r.clock.waiting, 0);
  r.clock.advance(60_000);
  assert.equal(r.peers.length, 1);
});

test('close from inside a listener is final at once', () => {
  const r = rig();
  const { subscription, events } = r.subscribed();
  subscription.on('publication', () => r.client.close());

  r.peer.say({ push: { channel: 'news', pub: { offset: 4 } } }, { push: { channel: 'news', pub: { offset: 5 } } }, {});

  assert.equal(of(events, 'publication').length, 1);
  assert.equal(r.clock.waiting, 0);

  const early = rig();
  early.client.on('state', () => early.client.close());
  early.client.connect();

  assert.equal(early.peers.length, 0);
  assert.equal(early.clock.waiting, 0);
});

test('connect after close recovers the subscriptions', () => {
  const r = rig();
  r.subscribed();
  r.client.close();

  r.connected();

  assert.equal(r.peer.take('subscribe').subscribe.offset, 3);
});

test('the page coming online connects at once, and going offline gives the connection up', () => {
  const r = rig().connected();
  r.pageEvent('offline');
  assert.equal(r.client.state, 'connecting');
  assert.ok(r.peer.closed);

  r.pageEvent('online');
  assert.equal(r.peers.length, 2);
  r.pageEvent('online');
  assert.equal(r.peers.length, 2);
  r.accept();

  assert.equal(r.clock.waits[0], 35_000);
});

test('a page put aside for the back button lets go of its socket and takes it up again', () => {
  const r = rig().connected();
  r.pageEvent('pagehide', true);
  assert.ok(r.peer.closed);
  assert.equal(r.clock.waiting, 0);

  r.pageEvent('pageshow', true);
  r.accept();

  assert.deepEqual(r.states(), ['connecting', 'connected', 'connecting', 'connected']);
});

test('a page that goes away for good is left to the browser', () => {
  const r = rig().connected();

  r.pageEvent('pagehide', false);

  assert.equal(r.client.state, 'connected');
  assert.ok(!r.peer.closed);
});

test('latency is measured on connect and commands, and smoothed', async () => {
  const r = rig();
  r.client.connect();
  r.peer.open();
  r.clock.advance(40);
  r.peer.answer('connect', { client: 'c' });
  const rpc = r.client.rpc('echo');
  r.clock.advance(80);
  r.peer.answer('rpc', { data: 1 });

  await rpc;

  assert.deepEqual(of(r.seen, 'latency'), [{ milliseconds: 40 }, { milliseconds: 50 }]);
});

test('a listener that throws disturbs neither the others nor the connection', (t) => {
  const shown = t.mock.method(console, 'error', () => {});
  const r = rig();
  const { subscription } = r.subscribed();
  subscription.on('publication', () => { throw new Error('mine'); });
  const others = record(subscription, 'publication');

  r.peer.say({ push: { channel: 'news', pub: { offset: 4 } } }, {});

  assert.equal(others.length, 1);
  assert.equal(r.peer.frames.at(-1), '{}');
  assert.equal(shown.mock.callCount(), 1);
});

test('a listener taken off hears nothing more', () => {
  const r = rig().connected();
  let heard = 0;
  const off = r.client.on('message', () => heard++);
  r.peer.say({ push: { message: { data: 1 } } });

  off();
  r.peer.say({ push: { message: { data: 2 } } });

  assert.equal(heard, 1);
});
