/**
 * Our own client.js over real sockets, driven by a test: the twin of sdk-recovery.mjs with the same commands and events,
 * and `resync` beside them.
 *
 *     node client-recovery.mjs --client=FILE [--options=JSON] [--subscription=JSON] url channel...
 *
 * `--client` is the path of client.js.
 */
import { pathToFileURL } from 'node:url';
import WebSocket from 'ws';
import { clientArguments, obey, tapped, tell } from './lines.mjs';

const { url, channels, options, subscription: defaults, client: file } = clientArguments();
const { RealtimeClient } = await import(pathToFileURL(file));
const { Tapped, faults } = tapped(WebSocket);
const client = new RealtimeClient(url, { WebSocket: Tapped, ...options });
const subscriptions = new Map();

client.on('state', ({ state, code, reason, data }) => tell(state, { code, reason, data }));
client.on('message', ({ data }) => tell('message', { data }));
client.on('error', ({ code, message }) => tell('error', { code, message }));

const EVENTS = ['subscribed', 'publication', 'unsubscribed', 'join', 'leave', 'resync'];
// Of what the server has subscribed this client to.
for (const type of EVENTS) client.on(type, (event) => tell(type, event));

function subscribe(channel, own = {}) {
  const subscription = client.subscribe(channel, { recover: true, ...defaults, ...own });
  subscriptions.set(channel, subscription);
  for (const type of EVENTS) subscription.on(type, (event) => tell(type, { channel, ...event }));
}

function known(channel) {
  const subscription = subscriptions.get(channel);
  if (!subscription) throw new Error(`Not subscribed to '${channel}'`);
  return subscription;
}

obey({
  ...faults,
  connect: () => client.connect(),
  disconnect: () => client.close(),
  subscribe: ({ channel, options: own }) => subscribe(channel, own),
  unsubscribe: ({ channel }) => known(channel).unsubscribe(),
  publish: ({ channel, data }) => known(channel).publish(data),
  history: ({ channel, options: own }) => known(channel).history(own ?? {}),
  presence: ({ channel }) => known(channel).presence(),
  presenceStats: ({ channel }) => known(channel).presenceStats(),
  rpc: ({ method, data }) => client.rpc(method, data),
  send: ({ data }) => client.send(data),
});
channels.forEach((channel) => subscribe(channel));
client.connect();
