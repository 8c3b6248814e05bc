/**
 * What the tests of client.js stand on: a clock moved by hand and a server that says only what the test tells it to.
 * No sockets, no real time, so every test is exact and none waits.
 */
import { RealtimeClient } from '../../main/resources/dev/realtime/client/client.js';

/** Time stands still until a test moves it. */
export class ManualClock {
  #time = 0;
  #timers = new Map();
  #lastHandle = 0;

  now = () => this.#time;

  setTimeout = (task, milliseconds) => {
    this.#timers.set(++this.#lastHandle, { at: this.#time + milliseconds, task });
    return this.#lastHandle;
  };

  clearTimeout = (handle) => void this.#timers.delete(handle);

  /** How many timers are set. */
  get waiting() {
    return this.#timers.size;
  }

  /** Milliseconds until each timer, soonest first. */
  get waits() {
    return [...this.#timers.values()].map(({ at }) => at - this.#time).sort((a, b) => a - b);
  }

  /** Moves time forward and runs what falls due, each at its own instant. */
  advance(milliseconds) {
    const end = this.#time + milliseconds;
    for (;;) {
      const [handle, next] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!next || next.at > end) break;
      this.#time = Math.max(this.#time, next.at);
      this.#timers.delete(handle);
      next.task();
    }
    this.#time = end;
  }

  /** Moves time forward as a sleeping computer does: timers fire only when it wakes. */
  sleep(milliseconds) {
    this.#time += milliseconds;
  }
}

/** One connection attempt of the client, seen from the server. */
class Peer {
  opened = false;
  closed = false;
  /** Frames as the client sent them. */
  frames = [];
  /** Commands not yet looked at; pongs are left out. */
  inbox = [];

  constructor(url) {
    this.url = url;
  }

  /** @override what the client calls */
  send(frame) {
    if (!this.opened || this.closed) throw new Error('The client wrote to a socket that is not open');
    this.frames.push(frame);
    this.inbox.push(...frame.split('\n').map((line) => JSON.parse(line)).filter((command) => Object.keys(command).length > 0));
  }

  /** @override what the client calls */
  close() {
    this.closed = true;
  }

  open() {
    this.opened = true;
    this.onopen();
  }

  /** Sends replies and pushes, all in one frame. */
  say(...replies) {
    this.raw(replies.map((reply) => JSON.stringify(reply)).join('\n'));
  }

  raw(data) {
    this.onmessage?.({ data });
  }

  ping() {
    this.say({});
  }

  /** Ends the connection from the server's side. */
  drop(code = 1006, reason = '') {
    this.closed = true;
    this.onclose?.({ code, reason });
  }

  /** Takes the next command and checks that it is of the method. */
  take(method) {
    const command = this.inbox.shift();
    if (!command || !(method in command)) {
      throw new Error(`Expected a ${method}, got ${JSON.stringify(command ?? 'nothing')}`);
    }
    return command;
  }

  /** Takes the next command and answers it. */
  answer(method, result = {}) {
    const command = this.take(method);
    this.say({ id: command.id, [method]: result });
    return command[method];
  }

  /** Takes the next command and refuses it. */
  refuse(method, error) {
    const command = this.take(method);
    this.say({ id: command.id, error });
    return command[method];
  }

  publish(channel, pub) {
    this.say({ push: { channel, pub } });
  }
}

/**
 * A client whose clock, luck, page and server are the test's. `peer` is the newest connection attempt;
 * `seen` all events of the client as [type, event].
 */
export function rig({ url = 'wss://example.test/realtime/websocket', ...options } = {}) {
  const clock = new ManualClock();
  const peers = [];
  const page = new EventTarget();
  class FakeWebSocket extends Peer {
    constructor(url) {
      super(url);
      peers.push(this);
    }
  }
  const client = new RealtimeClient(url, {
    clock, page, WebSocket: FakeWebSocket, random: () => 0, ...options,
  });
  const seen = record(client, 'state', 'error', 'message', 'latency');
  // What the client tells of subscriptions the server made.
  const told = record(client, 'subscribed', 'publication', 'unsubscribed', 'join', 'leave', 'resync');
  return {
    client, clock, page, peers, seen, told,
    get peer() {
      return peers.at(-1);
    },
    /** Lets the newest attempt succeed. */
    accept(result = { client: 'c1', ping: 25, pong: true }) {
      this.peer.open();
      return this.peer.answer('connect', result);
    },
    connected(result) {
      client.connect();
      this.accept(result);
      return this;
    },
    /** A connection with one recoverable subscription at the position. */
    subscribed(channel = 'news', { epoch = 'e', offset = 3 } = {}, options = { recover: true }) {
      const subscription = client.subscribe(channel, options);
      const events = record(subscription, 'publication', 'subscribed', 'unsubscribed', 'join', 'leave', 'resync');
      this.connected();
      this.peer.answer('subscribe', { recoverable: true, positioned: true, epoch, offset });
      return { subscription, events };
    },
    states() {
      return of(seen, 'state').map(({ state }) => state);
    },
    pageEvent(type, persisted = false) {
      page.dispatchEvent(Object.assign(new Event(type), { persisted }));
    },
  };
}

/** Notes all events of the types as [type, event]. */
export function record(emitter, ...types) {
  const events = [];
  for (const type of types) emitter.on(type, (event) => events.push([type, event]));
  return events;
}

/** The events of one type. */
export const of = (events, type) => events.filter(([name]) => name === type).map(([, event]) => event);

/** Lets all promises that can settle do so. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
