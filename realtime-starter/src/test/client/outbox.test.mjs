import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rig, settled } from './rig.mjs';

test('commands and their replies', async () => {
  const r = rig();
  const { subscription } = r.subscribed();

  const rpc = r.client.rpc('vote', { team: 1 });
  assert.deepEqual(r.peer.answer('rpc', { data: { ok: true } }), { method: 'vote', data: { team: 1 } });
  assert.deepEqual(await rpc, { ok: true });

  const published = subscription.publish({ a: 1 });
  assert.deepEqual(r.peer.answer('publish'), { channel: 'news', data: { a: 1 } });
  assert.equal(await published, undefined);

  const history = subscription.history({ limit: 2, since: { epoch: 'e', offset: 1 }, reverse: false });
  assert.deepEqual(r.peer.answer('history', { publications: [{ data: 1, offset: 2 }], epoch: 'e', offset: 9 }),
    { channel: 'news', limit: 2, since: { epoch: 'e', offset: 1 }, reverse: false });
  const { publications, epoch, offset } = await history;
  assert.deepEqual([publications[0].data, publications[0].offset, epoch, offset], [1, 2, 'e', 9]);

  const presence = subscription.presence();
  r.peer.answer('presence', { presence: { c1: { user: 'ann', client: 'c1' } } });
  assert.equal((await presence).clients.c1.user, 'ann');

  const stats = subscription.presenceStats();
  r.peer.answer('presence_stats', { num_clients: 2, num_users: 1 });
  assert.deepEqual(await stats, { numClients: 2, numUsers: 1 });

  await r.client.send('hello');
  assert.deepEqual(r.peer.take('send'), { send: { data: 'hello' } });
});

test('a refused command is rejected with code, message and temporary', async () => {
  const r = rig().connected();
  const rpc = r.client.rpc('vote');

  r.peer.refuse('rpc', { code: 111, message: 'too many requests', temporary: true });

  await assert.rejects(rpc, { code: 111, message: 'too many requests', temporary: true });
});

test('a command without reply is rejected after the timeout, and the connection stays', async () => {
  const r = rig({ timeout: 2_000 }).connected();
  const rejected = assert.rejects(r.client.rpc('slow'), { code: 1, temporary: true, message: /rpc within 2000 ms/ });

  r.clock.advance(2_000);
  await rejected;
  r.peer.answer('rpc', { data: 'too late' });

  assert.equal(r.client.state, 'connected');
});

test('commands given while offline are sent in order behind connect and subscribes', async () => {
  const r = rig();
  const { subscription } = r.subscribed();
  r.peer.drop();
  const results = Promise.all([subscription.publish(1), r.client.rpc('a'), r.client.send('s'), subscription.publish(2)]);
  r.clock.advance(500);
  r.peer.open();
  assert.equal(r.peer.frames.length, 1);

  r.peer.answer('connect', { client: 'c2' });

  assert.equal(r.peer.frames.length, 2);
  assert.deepEqual(r.peer.inbox.map((command) => Object.keys(command).at(-1)), ['subscribe', 'publish', 'rpc', 'send', 'publish']);
  r.peer.answer('subscribe', { recoverable: true, epoch: 'e', offset: 3, was_recovering: true, recovered: true });
  r.peer.answer('publish');
  r.peer.answer('rpc', { data: 'A' });
  r.peer.take('send');
  r.peer.answer('publish');
  assert.deepEqual(await results, [undefined, 'A', undefined, undefined]);
});

test('what waits is what was meant when it was given', async () => {
  const r = rig();
  r.client.connect();
  const draft = { text: 'first' };
  const sent = r.client.send(draft);
  draft.text = 'changed';

  r.accept();
  await sent;

  assert.deepEqual(r.peer.take('send').send.data, { text: 'first' });
});

test('the outbox is bounded in messages', async () => {
  const r = rig({ outbox: { messages: 2 } });
  r.client.connect();
  r.client.send(1);
  r.client.send(2);

  await assert.rejects(r.client.send(3), { code: 6, temporary: true, message: /outbox is full: 2 of 2 messages/ });

  r.accept();
  assert.deepEqual(r.peer.inbox.map(({ send }) => send.data), [1, 2]);
});

test('the outbox is bounded in bytes of UTF-8', async () => {
  const bytes = new TextEncoder().encode('{"send":{"data":"äöü"}}').length;
  const r = rig({ outbox: { bytes: 2 * bytes } });
  r.client.connect();
  r.client.send('äöü');
  r.client.send('äöü');

  await assert.rejects(r.client.send(''), { code: 6, message: new RegExp(`of ${2 * bytes} bytes with this send`) });
});

test('a command under way when the connection breaks is rejected and not repeated', async () => {
  const r = rig().connected();
  const rpc = assert.rejects(r.client.rpc('pay'), { code: 2, temporary: true });

  r.peer.drop();
  await rpc;
  r.clock.advance(500);
  r.accept();

  assert.equal(r.peer.inbox.length, 0);
});

test('what waits is rejected when the connection ends for good, and so is what comes after', async () => {
  const r = rig().connected();
  r.peer.drop();
  const waiting = assert.rejects(r.client.rpc('a'), { code: 8, temporary: false });
  r.clock.advance(500);
  r.peer.drop(3503, 'force disconnect');

  await waiting;
  await assert.rejects(r.client.rpc('b'), { code: 8, message: /call connect\(\) first/ });
});

test('what cannot be written as JSON is rejected', async () => {
  const r = rig().connected();

  await assert.rejects(r.client.send(1n), TypeError);
  await settled();

  assert.equal(r.client.state, 'connected');
});
