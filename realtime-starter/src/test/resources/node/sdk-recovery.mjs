/**
 * The published JavaScript SDK, unchanged, driven by a test.
 *
 *     node sdk-recovery.mjs [--options=JSON] [--subscription=JSON] url channel...
 *
 * `--options` are the SDK's own, `--subscription` those of every channel. Tells: connecting, connected, disconnected,
 * subscribing, subscribed, publication, unsubscribed, join, leave, message, error, reply, failure.
 */
import { Centrifuge } from 'centrifuge';
import WebSocket from 'ws';
import { clientArguments, obey, tapped, tell } from './lines.mjs';

const { url, channels, options, subscription: defaults } = clientArguments();
const { Tapped, faults } = tapped(WebSocket);
const centrifuge = new Centrifuge(url, { websocket: Tapped, ...options });

centrifuge.on('connecting', ({ code, reason }) => tell('connecting', { code, reason }));
centrifuge.on('connected', ({ client, transport, data }) => tell('connected', { client, transport, data }));
centrifuge.on('disconnected', ({ code, reason }) => tell('disconnected', { code, reason }));
centrifuge.on('message', ({ data }) => tell('message', { data }));
centrifuge.on('error', ({ type, error }) => tell('error', { type, code: error?.code, message: error?.message }));
tellAll(centrifuge);

/** What happens to a subscription, told by itself or, if the server made it, by the client. */
function tellAll(emitter) {
  emitter.on('subscribing', ({ channel, code, reason }) => tell('subscribing', { channel, code, reason }));
  emitter.on('subscribed', ({ channel, recovered, wasRecovering, recoverable, positioned, streamPosition, data }) =>
    tell('subscribed', { channel, recovered, wasRecovering, recoverable, positioned, position: streamPosition ?? null, data }));
  emitter.on('publication', ({ channel, offset, data, info, tags }) => tell('publication', { channel, offset, data, info, tags }));
  emitter.on('unsubscribed', ({ channel, code, reason }) => tell('unsubscribed', { channel, code, reason }));
  emitter.on('join', ({ channel, info }) => tell('join', { channel, info }));
  emitter.on('leave', ({ channel, info }) => tell('leave', { channel, info }));
}

function subscribe(channel, own = {}) {
  const subscription = centrifuge.newSubscription(channel, { ...defaults, ...own });
  tellAll(subscription);
  subscription.on('error', ({ type, error }) => tell('error', { channel, type, code: error?.code, message: error?.message }));
  subscription.subscribe();
}

function unsubscribe(channel) {
  const subscription = known(channel);
  subscription.unsubscribe();
  centrifuge.removeSubscription(subscription);
}

function known(channel) {
  const subscription = centrifuge.getSubscription(channel);
  if (!subscription) throw new Error(`Not subscribed to '${channel}'`);
  return subscription;
}

obey({
  ...faults,
  connect: () => centrifuge.connect(),
  disconnect: () => centrifuge.disconnect(),
  subscribe: ({ channel, options: own }) => subscribe(channel, own),
  unsubscribe: ({ channel }) => unsubscribe(channel),
  publish: ({ channel, data }) => known(channel).publish(data),
  history: ({ channel, options: own }) => known(channel).history(own ?? {}),
  presence: ({ channel }) => known(channel).presence(),
  presenceStats: ({ channel }) => known(channel).presenceStats(),
  rpc: async ({ method, data }) => (await centrifuge.rpc(method, data)).data,
  send: ({ data }) => centrifuge.send(data),
});
channels.forEach((channel) => subscribe(channel));
centrifuge.connect();
