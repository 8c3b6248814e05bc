/**
 * Browser client of the realtime endpoints: one WebSocket, any number of channels, the
 * Centrifuge client protocol in JSON. An ES module without dependencies or build step.
 *
 *     const client = new RealtimeClient('/realtime/websocket');
 *     const score = client.subscribe('match:42:score', { recover: true });
 *     score.on('publication', ({ data }) => render(data));
 *     score.on('resync', () => reload());
 *     client.connect();
 *
 * What it promises:
 * - A lost connection comes back by itself, after `min(max, base * 2^attempt)` plus a random
 *   part of `base`: the first time between one and two `base`. A successful connect reply
 *   starts the count again, so a server that wants clients to stay away refuses before it.
 * - Subscriptions survive reconnects and recover from their position. If the server cannot
 *   recover all of it, or skips publications, `resync` says that what the application shows
 *   may have a hole.
 * - A publication is given to the application at most once.
 * - Commands given while offline wait, in order, in a bounded outbox. A command under way
 *   when the connection breaks is rejected and never repeated: it may have been carried out.
 */

/** @typedef {{epoch: string, offset: number}} Position where a subscription stands in its channel */
/** @typedef {{user: string, client: string, connInfo?: any, chanInfo?: any}} ClientInfo */
/** @typedef {'connecting' | 'connected' | 'disconnected'} ClientState */
/** @typedef {'subscribing' | 'subscribed' | 'unsubscribed'} SubscriptionState */
/** @typedef {(error: RealtimeError | null, result: any) => void} Done */
/** @typedef {{now: () => number, setTimeout: (task: () => void, milliseconds: number) => any, clearTimeout: (handle: any) => void}} Clock */
/** @typedef {{data: any, offset?: number, epoch?: string, time?: number, tags?: Record<string, string>, info?: ClientInfo, recovered: boolean}} Publication */
/** @typedef {{state: ClientState, code: number, reason: string, data?: any}} StateEvent `data` is what the server sent along with its connect reply */
/** @typedef {{state: StateEvent, latency: {milliseconds: number}, error: RealtimeError, message: {data: any}} & ServerSideEvents} ClientEvents */
/**
 * @typedef {object} SubscriptionEvents
 * @property {Publication} publication
 * @property {{recovered: boolean, wasRecovering: boolean, position: Position | null, data?: any}} subscribed
 * @property {{code: number, reason: string}} unsubscribed for good; nothing follows
 * @property {{info: ClientInfo}} join
 * @property {{info: ClientInfo}} leave
 * @property {{position: Position | null, reason: string}} resync after a `subscribed` that could not recover everything, and
 *   after a `publication`, the newest whole state, before which the server has skipped others
 */
/**
 * Of the subscriptions that the server made: the client tells what happens to them, and recovers them like others.
 * @typedef {{[T in keyof SubscriptionEvents]: SubscriptionEvents[T] & {channel: string}}} ServerSideEvents
 */
/**
 * @typedef {object} ClientOptions
 * @property {string} [name] what the server calls this kind of client
 * @property {string} [token] credential of the first connect
 * @property {() => Promise<string | null>} [getToken] called for the first connect without `token`, and when a
 *   token has expired; resolve to null to stop for good, reject to be asked again
 * @property {any} [data] sent with every connect
 * @property {{base?: number, max?: number}} [backoff] 500 and 30000
 * @property {{messages?: number, bytes?: number}} [outbox] 100 messages, 65536 bytes of UTF-8
 * @property {number} [timeout] milliseconds a command, or a step of connecting, may take: 5000
 * @property {any} [WebSocket] in place of the platform's
 * @property {() => number} [random] in place of `Math.random`
 * @property {Clock} [clock] in place of the platform's timers
 * @property {EventTarget | null} [page] source of online, offline, pagehide, pageshow; null for none
 */
/**
 * @typedef {object} SubscriptionOptions
 * @property {boolean} [recover] true asks the server for recovery, false never recovers; without it the
 *   channel's rule decides
 * @property {Position} [since] where to start; `{epoch: '', offset: 0}` asks for whatever the server still has
 * @property {any} [data] sent with every subscribe
 * @property {boolean} [joinLeave] whether `join` and `leave` are wanted
 * @property {boolean} [delta] whether the server may send what has changed instead of whole publications
 */

/** Codes made on this side. From 100 on they are the server's errors, from 1000 on close codes. */
export const Code = Object.freeze({
  APPLICATION: 0, TIMEOUT: 1, CONNECTION_LOST: 2, NO_PING: 3, OFFLINE: 4, NO_TOKEN: 5, OUTBOX_FULL: 6, MALFORMED: 7, CLOSED: 8,
});

const UNAUTHORIZED = 101;
const TOKEN_EXPIRED = 109;
const CONNECTION_EXPIRED = 3005;
const STATE_INVALIDATED = 3014;
const RESUBSCRIBE = 2500;
const SUBSCRIPTION_INVALIDATED = 2502;
const SERVER_UNSUBSCRIBE = 2000;

/** How long the server may be silent beyond its own ping interval. */
const PING_GRACE = 10_000;
/** @type {(keyof SubscriptionEvents)[]} */
const SERVER_SIDE_EVENTS = ['subscribed', 'publication', 'unsubscribed', 'join', 'leave', 'resync'];
/** A subscription that held this long starts its back-off again. */
const STABLE = 10_000;
/** Weight of the newest measurement in the smoothed latency. */
const NEWEST = 0.25;
/** Browsers fire a longer timer at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Why a command failed or a connection could not be kept. */
export class RealtimeError extends Error {
  /** @param {number} code @param {string} message @param {boolean} [temporary] whether the same may work later */
  constructor(code, message, temporary = false) {
    super(message);
    this.name = 'RealtimeError';
    this.code = code;
    this.temporary = temporary;
  }
}

/** @param {any} error as on the wire */
const errorOf = ({ code = 0, message = 'unknown error', temporary = false }) => new RealtimeError(code, message, temporary);

/** @param {number} code of a close frame */
const isTerminal = (code) => code === 1009 || (code >= 3500 && code < 4000) || (code >= 4500 && code < 5000);

/** @param {number} attempt from 0 @param {{base: number, max: number}} backoff @param {() => number} random */
const delayOf = (attempt, { base, max }, random) => Math.min(max, base * 2 ** attempt) + random() * base;

/** @param {any} info as on the wire @returns {ClientInfo} */
const infoOf = ({ user = '', client = '', conn_info: connInfo, chan_info: chanInfo }) => ({ user, client, connInfo, chanInfo });

/**
 * @param {any} wire @param {string | undefined} epoch @param {boolean} recovered
 * @param {any} [data] in place of what travelled
 * @returns {Publication}
 */
const publicationOf = (wire, epoch, recovered, data = wire.data) => ({
  data, offset: wire.offset, epoch, time: wire.time, tags: wire.tags,
  info: wire.info && infoOf(wire.info), recovered,
});

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~';
/** How many milliseconds a node that gives its clients away asks them to wait at most. @param {string} reason of a close frame */
const spreadOf = (reason) => 1000 * Math.min(300, Number(/; come back within (\d+) s$/.exec(reason)?.[1] ?? 0));

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Applies a delta in the format of Fossil.
 * @param {Uint8Array} base @param {Uint8Array} delta @returns {Uint8Array}
 */
export function applyDelta(base, delta) {
  let at = 0;
  let done = 0;
  const wrong = (/** @type {string} */ reason) => new RealtimeError(Code.MALFORMED, `A delta cannot be applied: ${reason}`);
  const number = () => {
    let value = 0;
    for (const start = at; ; at++) {
      const digit = at < delta.length ? DIGITS.indexOf(String.fromCharCode(delta[at])) : -1;
      if (digit < 0) {
        if (at === start) throw wrong(`no number at ${at}`);
        return value;
      }
      value = value * 64 + digit;
    }
  };
  const take = (/** @type {Uint8Array} */ source, /** @type {number} */ from, /** @type {number} */ count) => {
    if (from + count > source.length || done + count > target.length) throw wrong(`${count} bytes from ${from} are too many`);
    target.set(source.subarray(from, from + count), done);
    done += count;
  };
  const size = number();
  // A delta is never longer than what it makes, and that is a publication.
  if (delta[at++] !== 10 || size > 2 ** 27) throw wrong(`it begins with ${size}`);
  const target = new Uint8Array(size);
  for (;;) {
    const value = number();
    const sign = String.fromCharCode(delta[at++]);
    if (sign === '@') {
      const from = number();
      if (delta[at++] !== 44) throw wrong('a comma is missing');
      take(base, from, value);
    } else if (sign === ':') {
      take(delta, at, value);
      at += value;
    } else if (sign === ';') {
      if (done !== size) throw wrong(`${done} bytes instead of ${size}`);
      if (checksum(target) !== value) throw wrong('its checksum differs');
      return target;
    } else {
      throw wrong(`'${sign}' is no command`);
    }
  }
}

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum = (sum + (bytes[i] << (24 - 8 * (i & 3)))) | 0;
  return sum >>> 0;
}

/** @template {Record<string, any>} Events */
class Emitter {
  /** @type {Map<keyof Events, Set<(event: any) => void>>} */
  #listeners = new Map();

  /**
   * @template {keyof Events} T
   * @param {T} type
   * @param {(event: Events[T]) => void} listener
   * @returns {() => void} takes the listener off
   */
  on(type, listener) {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** @protected @template {keyof Events} T @param {T} type @param {Events[T]} event */
  _emit(type, event) {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        // A listener's mistake is shown and must not stop the connection or the other listeners.
        console.error(error);
      }
    }
  }
}

/** Timers by name: setting one replaces its predecessor, and all can be stopped at once. */
class Timers {
  #clock;
  /** @type {Map<string, any>} */
  #handles = new Map();

  /** @param {Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /** @param {string} name @param {number} milliseconds @param {() => void} task */
  set(name, milliseconds, task) {
    this.clear(name);
    this.#handles.set(name, this.#clock.setTimeout(() => {
      this.#handles.delete(name);
      task();
    }, Math.min(milliseconds, LONGEST_TIMER)));
  }

  /** @param {string[]} names none for all */
  clear(...names) {
    for (const name of names.length ? names : [...this.#handles.keys()]) {
      this.#clock.clearTimeout(this.#handles.get(name));
      this.#handles.delete(name);
    }
  }
}

/**
 * What a subscription needs of its connection.
 * @typedef {object} Link
 * @property {(command: any) => Promise<any>} request for the application: waits in the outbox while offline
 * @property {(command: any, done: Done) => void} control for ourselves:
 *   only on an open connection, and a missing reply ends that connection
 * @property {() => boolean} isOpen whether commands can be written
 * @property {(error: RealtimeError) => boolean} isWorthTrying
 * @property {(code: number, reason: string) => void} reconnect
 * @property {(attempt: number) => number} delay
 * @property {Timers} timers
 * @property {() => number} now
 */

/**
 * One channel. Made by {@link RealtimeClient#subscribe}, or kept by the client because the server made it; lives until
 * `unsubscribed`.
 * @extends {Emitter<SubscriptionEvents>}
 */
export class Subscription extends Emitter {
  #link;
  #options;
  /** @type {SubscriptionState} */
  #state = 'subscribing';
  /** @type {Position | null} */
  #position;
  #recoverable;
  #requested = false;
  #attempt = 0;
  #subscribedAt = Infinity;
  #retry;
  /** Whether the server granted deltas. */
  #delta = false;
  /** @type {Uint8Array | null} the text of the publication given last */
  #base = null;

  /** Publications left out because they were known already. */
  duplicates = 0;

  /** @param {string} channel @param {SubscriptionOptions} options @param {Link} link */
  constructor(channel, options, link) {
    super();
    this.channel = channel;
    this.#options = options;
    this.#link = link;
    this.#position = options.since ?? null;
    this.#recoverable = options.since !== undefined;
    this.#retry = `subscribe ${channel}`;
  }

  get state() {
    return this.#state;
  }

  /** Of the last publication given to the application; null if the channel has no positions. */
  get position() {
    return this.#position && { ...this.#position };
  }

  /** @param {any} data @returns {Promise<void>} */
  async publish(data) {
    await this.#link.request({ publish: { channel: this.channel, data } });
  }

  /**
   * @param {{limit?: number, since?: Position, reverse?: boolean}} [options] without limit only the position; -1 for all
   * @returns {Promise<{publications: Publication[], epoch: string, offset: number}>}
   */
  async history({ limit, since, reverse } = {}) {
    const { publications = [], epoch = '', offset = 0 } = await this.#link.request(
      { history: { channel: this.channel, limit, since, reverse } });
    return { publications: publications.map((/** @type {any} */ wire) => publicationOf(wire, epoch, false)), epoch, offset };
  }

  /** @returns {Promise<{clients: Record<string, ClientInfo>}>} by client id */
  async presence() {
    const { presence = {} } = await this.#link.request({ presence: { channel: this.channel } });
    return { clients: Object.fromEntries(Object.entries(presence).map(([id, info]) => [id, infoOf(info)])) };
  }

  /** @returns {Promise<{numClients: number, numUsers: number}>} */
  async presenceStats() {
    const { num_clients: numClients = 0, num_users: numUsers = 0 } = await this.#link.request(
      { presence_stats: { channel: this.channel } });
    return { numClients, numUsers };
  }

  unsubscribe() {
    if (this.#state === 'unsubscribed') return;
    if (this.#requested) {
      // Before any listener hears of it: one may subscribe again.
      this.#link.control({ unsubscribe: { channel: this.channel } }, (error) => {
        // Whether the server still has it is open, and only a new connection settles that.
        if (error) this.#link.reconnect(error.code, error.message);
      });
    }
    this._end(Code.APPLICATION, 'unsubscribe called');
  }

  /** @internal Asks for the subscription, if the connection is open. */
  _begin() {
    this.#link.timers.clear(this.#retry);
    if (!this.#link.isOpen()) return;
    const { recover, data, joinLeave, delta } = this.#options;
    const since = this.#since;
    this.#requested = true;
    this.#link.control({
      subscribe: {
        channel: this.channel, data, join_leave: joinLeave || undefined, recoverable: recover || undefined,
        delta: delta ? 'fossil' : undefined, ...this._recovery,
      },
    }, (error, result) => {
      if (this.#state !== 'subscribing') return;
      if (error) this.#refused(error);
      else this.#accepted(since, result);
    });
  }

  /** @internal The server made it again, with a connection. @param {any} result */
  _accept(result) {
    this.#accepted(this.#since, result);
  }

  /** @internal What asks the server for recovery; undefined if nothing can be recovered. */
  get _recovery() {
    const since = this.#since;
    return since ? { recover: true, epoch: since.epoch || undefined, offset: since.offset || undefined } : undefined;
  }

  get #since() {
    return this.#recoverable && this.#options.recover !== false ? this.#position : null;
  }

  /** @internal @param {boolean} invalidated whether what we know is void: an epoch that never was makes recovery fail */
  _connectionLost(invalidated) {
    this.#state = 'subscribing';
    this.#requested = false;
    this.#link.timers.clear(this.#retry);
    if (invalidated && this.#position) this.#position = { epoch: '_', offset: 0 };
  }

  /** @internal @param {any} push */
  _receive({ pub, join, leave, unsubscribe }) {
    // Before the reply nothing is ours: it belongs to an earlier subscription to the same channel.
    if (this.#state !== 'subscribed') return;
    if (pub) this.#deliver(pub, false);
    else if (join) this._emit('join', { info: infoOf(join.info ?? {}) });
    else if (leave) this._emit('leave', { info: infoOf(leave.info ?? {}) });
    else if (unsubscribe) this.#removed(unsubscribe.code ?? 0, unsubscribe.reason ?? '');
  }

  /** @param {Position | null} since @param {any} result */
  #accepted(since, { recovered = false, was_recovering: wasRecovering = false, recoverable = false, positioned = false,
    epoch = '', offset = 0, publications = [], data, delta = false }) {
    this.#state = 'subscribed';
    this.#subscribedAt = this.#link.now();
    this.#recoverable = recoverable;
    this.#delta = delta;
    this.#base = null;
    // Recovered publications lead from where we stood to the top; in another epoch we stood nowhere.
    let stood = since && (since.epoch === '' || since.epoch === epoch) ? since.offset : 0;
    // Whoever asked for what there is has missed nothing before it.
    if (since?.epoch === '' && stood === 0) stood = (publications[0]?.offset ?? 1) - 1;
    const start = recovered && publications.length > 0 ? stood : offset;
    this.#position = recoverable || positioned ? { epoch, offset: start } : null;
    this._emit('subscribed', { recovered, wasRecovering, position: this.position, data });
    for (const wire of publications) {
      if (this.#state === 'subscribed') this.#deliver(wire, recovered);
    }
    if (wasRecovering && !recovered && this.#state === 'subscribed') {
      this._emit('resync', { position: this.position, reason: 'the server no longer has everything after the last position' });
    }
  }

  /** @param {RealtimeError} error */
  #refused(error) {
    this.#requested = false;
    if (!this.#link.isWorthTrying(error)) return this._end(error.code, error.message);
    this.#link.timers.set(this.#retry, this.#link.delay(this.#nextAttempt()), () => {
      if (error.code === TOKEN_EXPIRED) this.#link.reconnect(error.code, error.message);
      else this._begin();
    });
  }

  /** @param {number} code @param {string} reason */
  #removed(code, reason) {
    if (code < RESUBSCRIBE) return this._end(code, reason);
    this._connectionLost(code === SUBSCRIPTION_INVALIDATED);
    const attempt = this.#nextAttempt();
    if (attempt === 0) this._begin();
    else this.#link.timers.set(this.#retry, this.#link.delay(attempt - 1), () => this._begin());
  }

  #nextAttempt() {
    if (this.#link.now() - this.#subscribedAt >= STABLE) this.#attempt = 0;
    this.#subscribedAt = Infinity;
    return this.#attempt++;
  }

  /** @param {any} wire @param {boolean} recovered */
  #deliver(wire, recovered) {
    const { offset, epoch } = wire;
    let data;
    try {
      // Also of what is known already: the next delta is made against it.
      data = this.#dataOf(wire);
    } catch (error) {
      // Only a new subscription begins with a whole one.
      this.#link.reconnect(Code.MALFORMED, error instanceof Error ? error.message : String(error));
      return;
    }
    let skipped = 0;
    if (this.#position && offset) {
      // Jumps are legal, the server alone knows what may be left out, and are told; going back is not.
      const known = epoch === undefined || epoch === this.#position.epoch ? this.#position : { epoch, offset: 0 };
      if (offset <= known.offset) {
        this.duplicates++;
        return;
      }
      skipped = offset - known.offset - 1;
      this.#position = { epoch: known.epoch, offset };
    }
    const { position } = this;
    this._emit('publication', publicationOf(wire, position?.epoch ?? epoch, recovered, data));
    // Even if a listener has closed the connection: the next one recovers from here and would not tell.
    if (skipped > 0 && this.state !== 'unsubscribed') {
      this._emit('resync', { position, reason: skipped === 1 ? '1 publication was skipped' : `${skipped} publications were skipped` });
    }
  }

  /** With deltas, data is a string: the text of the whole, or a delta. @param {any} wire */
  #dataOf(wire) {
    if (!this.#delta) return wire.data;
    const text = encoder.encode(wire.data);
    if (!wire.delta) this.#base = text;
    else if (this.#base) this.#base = applyDelta(this.#base, text);
    else throw new RealtimeError(Code.MALFORMED, 'A delta came before the first whole publication');
    return JSON.parse(decoder.decode(this.#base));
  }

  /** @internal @param {number} code @param {string} reason */
  _end(code, reason) {
    this._connectionLost(false);
    this.#state = 'unsubscribed';
    this._emit('unsubscribed', { code, reason });
  }
}

/**
 * A command and what to do with its reply.
 * @typedef {{id: number, method: string, text: string, bytes: number, sentAt?: number, done: Done}} Request
 */

/**
 * The connection to a server.
 * @extends {Emitter<ClientEvents>}
 */
export class RealtimeClient extends Emitter {
  #url;
  #options;
  #clock;
  #random;
  #backoff;
  #limits;
  #timeout;
  #page;
  #timers;
  /** @type {ClientState} */
  #state = 'disconnected';
  /** @type {any} */
  #socket = null;
  /** Counts attempts and losses: what was begun under an older number is void. */
  #generation = 0;
  #attempt = 0;
  /** @type {string | null | undefined} */
  #token;
  #lastId = 0;
  /** @type {string[] | null} */
  #corked = null;
  #greeted = false;
  /** On which node it was last, as the server calls it. @type {string | undefined} */
  #node;
  #pong = false;
  #heardAt = 0;
  /** @type {number | undefined} */
  #latency;
  /** Sent, reply awaited. @type {Map<number, Request>} */
  #pending = new Map();
  /** Given while offline. @type {Request[]} */
  #outbox = [];
  /** @type {Map<string, Subscription>} */
  #subscriptions = new Map();
  /** Made by the server. @type {Map<string, Subscription>} */
  #serverSide = new Map();

  /** @param {string} url of the WebSocket endpoint, absolute or relative to the page @param {ClientOptions} [options] */
  constructor(url, options = {}) {
    super();
    const absolute = new URL(url, globalThis.location?.href);
    absolute.protocol = absolute.protocol.replace(/^http/, 'ws');
    this.#url = absolute.href;
    this.#options = options;
    this.#token = options.token;
    this.#clock = options.clock ?? {
      now: () => performance.now(),
      setTimeout: (task, milliseconds) => setTimeout(task, milliseconds),
      clearTimeout: (handle) => clearTimeout(handle),
    };
    this.#random = options.random ?? Math.random;
    this.#backoff = { base: 500, max: 30_000, ...options.backoff };
    this.#limits = { messages: 100, bytes: 65_536, ...options.outbox };
    this.#timeout = options.timeout ?? 5_000;
    const page = options.page === undefined ? globalThis : options.page;
    this.#page = page && 'addEventListener' in page ? page : null;
    this.#timers = new Timers(this.#clock);
  }

  get state() {
    return this.#state;
  }

  connect() {
    if (this.#state !== 'disconnected') return;
    for (const [type, listener] of Object.entries(this.#pageListeners)) this.#page?.addEventListener(type, listener);
    this.#attempt = 0;
    this.#become('connecting', Code.APPLICATION, 'connect called');
    this.#dial();
  }

  /** Ends the connection. Subscriptions stay and recover if `connect` is called again. */
  close() {
    this.#stop(Code.APPLICATION, 'close called');
  }

  /** @param {string} channel @param {SubscriptionOptions} [options] @returns {Subscription} */
  subscribe(channel, options = {}) {
    if (this.#subscriptions.has(channel)) {
      throw new Error(`Already subscribed to '${channel}': add listeners to that subscription, or unsubscribe it first`);
    }
    const subscription = new Subscription(channel, options, this.#link());
    this.#subscriptions.set(channel, subscription);
    subscription.on('unsubscribed', () => this.#subscriptions.delete(channel));
    subscription._begin();
    return subscription;
  }

  /** @returns {Link} */
  #link() {
    return {
      request: (command) => this.#request(command),
      control: (command, done) => this.#control(command, done),
      isOpen: () => this.#greeted,
      isWorthTrying: (error) => this.#isWorthTrying(error),
      reconnect: (code, reason) => this.#lost(code, reason),
      delay: (attempt) => delayOf(attempt, this.#backoff, this.#random),
      timers: this.#timers,
      now: this.#clock.now,
    };
  }

  /** @param {string} method @param {any} [data] @returns {Promise<any>} the server's answer */
  async rpc(method, data) {
    return (await this.#request({ rpc: { method, data } })).data;
  }

  /** A message without reply. @param {any} data @returns {Promise<void>} resolved when written */
  async send(data) {
    await this.#request({ send: { data } });
  }

  // Connecting

  async #dial() {
    if (this.#state !== 'connecting') return; // a listener has closed it meanwhile
    const generation = ++this.#generation;
    this.#timers.clear('retry');
    this.#timers.set('attempt', this.#timeout, () => this.#lost(Code.TIMEOUT, 'no token in time'));
    if (!this.#token && this.#options.getToken) {
      try {
        await this.#renewToken(generation);
      } catch (error) {
        if (generation === this.#generation) this.#lost(Code.NO_TOKEN, `getToken failed: ${error}`);
      }
      if (generation !== this.#generation) return;
    }
    this.#timers.set('attempt', this.#timeout, () => this.#lost(Code.TIMEOUT, 'no connection in time'));
    const socket = new (this.#options.WebSocket ?? WebSocket)(this.#url);
    this.#socket = socket;
    socket.onopen = () => this.#greet();
    socket.onmessage = (/** @type {MessageEvent} */ { data }) => this.#receive(socket, data);
    socket.onerror = () => {}; // says nothing, and a close event follows
    socket.onclose = (/** @type {CloseEvent} */ { code, reason }) => this.#closed(code, reason || 'connection lost');
  }

  /** Connect and all subscribes leave in one frame: one round trip, however many channels. */
  #greet() {
    /** @type {string[]} */
    const lines = [];
    this.#corked = lines;
    this.#greeted = true;
    const { name = 'realtime-js', data } = this.#options;
    const subs = [...this.#serverSide].filter(([, { _recovery }]) => _recovery).map(([channel, { _recovery }]) => [channel, _recovery]);
    this.#control({
      connect: {
        token: this.#token || undefined, name, data, subs: subs.length > 0 ? Object.fromEntries(subs) : undefined,
        headers: this.#node ? { 'X-Realtime-Node': this.#node } : undefined,
      },
    }, (error, result) => {
      if (!error) this.#connected(result);
      else if (this.#isWorthTrying(error)) this.#lost(error.code, error.message);
      else this.#stop(error.code, error.message);
    });
    for (const subscription of this.#subscriptions.values()) subscription._begin();
    this.#corked = null;
    this.#socket.send(lines.join('\n'));
  }

  /** An expired token is only worth another attempt if there is a way to a new one. @param {RealtimeError} error */
  #isWorthTrying({ code, temporary }) {
    return temporary || code < 100 || (code === TOKEN_EXPIRED && this.#options.getToken !== undefined);
  }

  /** @param {any} result */
  #connected({ ping = 0, pong = false, expires = false, ttl = 0, data, subs = {}, node }) {
    const generation = this.#generation;
    this.#timers.clear('attempt');
    this.#attempt = 0;
    this.#node = node;
    this.#pong = pong;
    if (ping > 0) this.#watch(ping * 1000 + PING_GRACE, false);
    if (expires && this.#options.getToken) this.#timers.set('refresh', ttl * 1000, () => this.#refresh());
    this.#state = 'connected';
    for (const request of this.#pending.values()) this.#expect(request);
    const waiting = this.#outbox.splice(0);
    if (waiting.length > 0) {
      this.#corked = [];
      for (const request of waiting) this.#transmit(request);
      this.#socket.send(this.#corked.join('\n'));
      this.#corked = null;
    }
    this.#become('connected', Code.APPLICATION, '', data);
    if (generation === this.#generation) this.#adopt(subs);
  }

  /** The server names all it has subscribed this client to; the rest is over. @param {Record<string, any>} subs by channel */
  #adopt(subs) {
    const generation = this.#generation;
    for (const [channel, subscription] of [...this.#serverSide]) {
      if (!Object.hasOwn(subs, channel)) subscription._end(SERVER_UNSUBSCRIBE, 'the server no longer subscribes this client');
    }
    for (const [channel, result] of Object.entries(subs)) {
      if (generation !== this.#generation) return; // a listener has ended this connection; the next one recovers
      (this.#serverSide.get(channel) ?? this.#keep(channel))._accept(result);
    }
  }

  /** @param {string} channel */
  #keep(channel) {
    const subscription = new Subscription(channel, {}, this.#link());
    this.#serverSide.set(channel, subscription);
    subscription.on('unsubscribed', () => this.#serverSide.delete(channel));
    for (const type of SERVER_SIDE_EVENTS) subscription.on(type, (event) => this._emit(type, { channel, ...event }));
    return subscription;
  }

  /** By the server. @param {number} code @param {string} reason */
  #closed(code, reason) {
    if (isTerminal(code)) this.#stop(code, reason);
    else this.#lost(code, reason);
  }

  /** @param {number} code @param {string} reason */
  #lost(code, reason) {
    this.#hangUp(code);
    if (this.#options.getToken && [TOKEN_EXPIRED, CONNECTION_EXPIRED, STATE_INVALIDATED].includes(code)) this.#token = null;
    const spread = this.#random() * spreadOf(reason);
    this.#timers.set('retry', spread + delayOf(this.#attempt++, this.#backoff, this.#random), () => this.#dial());
    if (this.#state === 'connected') this.#become('connecting', code, reason);
    else this._emit('error', new RealtimeError(code, reason, true));
  }

  /** @param {number} code @param {string} reason */
  #stop(code, reason) {
    if (this.#state === 'disconnected') return;
    this.#hangUp(code);
    this.#timers.clear();
    for (const [type, listener] of Object.entries(this.#pageListeners)) this.#page?.removeEventListener(type, listener);
    for (const request of this.#outbox.splice(0)) request.done(new RealtimeError(Code.CLOSED, `disconnected: ${reason}`), null);
    this.#become('disconnected', code, reason);
  }

  /** Lets go of the connection, if there is one, and of all that hangs on it. @param {number} code */
  #hangUp(code) {
    this.#generation++;
    const socket = this.#socket;
    this.#socket = null;
    this.#greeted = false;
    this.#timers.clear('attempt', 'watchdog', 'refresh');
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    for (const subscription of [...this.#subscriptions.values(), ...this.#serverSide.values()]) {
      subscription._connectionLost(code === STATE_INVALIDATED);
    }
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const request of pending) {
      this.#timers.clear(`command ${request.id}`);
      request.done(new RealtimeError(Code.CONNECTION_LOST, `connection lost before the reply to ${request.method}`, true), null);
    }
  }

  /** @param {ClientState} state @param {number} code @param {string} reason @param {any} [data] */
  #become(state, code, reason, data) {
    this.#state = state;
    this._emit('state', { state, code, reason, data });
  }

  // What the page tells

  #wake = () => {
    if (this.#state !== 'connecting' || this.#socket) return;
    this.#attempt = 0;
    this.#dial();
  };

  /** @type {Record<string, (event: any) => void>} */
  #pageListeners = {
    online: this.#wake,
    // The socket of a network that is gone would swallow commands until the watchdog ends it.
    offline: () => this.#state === 'connected' && this.#lost(Code.OFFLINE, 'offline'),
    // A page with an open socket is not kept for the back button; one without is, and comes back by pageshow.
    pagehide: ({ persisted }) => {
      if (!persisted) return;
      this.#hangUp(Code.OFFLINE);
      this.#timers.clear('retry');
      this.#become('connecting', Code.OFFLINE, 'page hidden');
    },
    pageshow: ({ persisted }) => persisted && this.#wake(),
  };

  // Credentials

  /** @param {number} generation */
  async #renewToken(generation) {
    const token = await this.#options.getToken?.();
    if (generation !== this.#generation) return;
    if (token) this.#token = token;
    else this.#stop(UNAUTHORIZED, 'getToken returned no token');
  }

  async #refresh() {
    const generation = this.#generation;
    const later = (/** @type {number} */ milliseconds) => this.#timers.set('refresh', milliseconds, () => this.#refresh());
    const soon = (/** @type {RealtimeError} */ error) => {
      this._emit('error', error);
      later(5_000 + this.#random() * 5_000);
    };
    try {
      await this.#renewToken(generation);
    } catch (error) {
      if (generation === this.#generation) soon(new RealtimeError(Code.NO_TOKEN, `getToken failed: ${error}`, true));
      return;
    }
    if (generation !== this.#generation) return;
    this.#control({ refresh: { token: this.#token } }, (error, { expires = false, ttl = 0 }) => {
      if (error && this.#isWorthTrying(error)) soon(error);
      else if (error) this.#stop(error.code, error.message);
      else if (expires) later(ttl * 1000);
    });
  }

  // Commands

  /** @param {any} command @returns {Promise<any>} */
  #request(command) {
    return new Promise((resolve, reject) => {
      const request = this.#prepare(command, (error, result) => (error ? reject(error) : resolve(result)));
      if (this.#state === 'connected') return this.#transmit(request);
      if (this.#state === 'disconnected') throw new RealtimeError(Code.CLOSED, 'disconnected: call connect() first');
      const bytes = this.#outbox.reduce((sum, waiting) => sum + waiting.bytes, request.bytes);
      if (this.#outbox.length >= this.#limits.messages || bytes > this.#limits.bytes) {
        throw new RealtimeError(Code.OUTBOX_FULL, `offline, and the outbox is full: ${this.#outbox.length} of `
          + `${this.#limits.messages} messages, ${bytes} of ${this.#limits.bytes} bytes with this ${request.method}`, true);
      }
      this.#outbox.push(request);
    });
  }

  /** @param {any} command @param {Done} done */
  #control(command, done) {
    const request = this.#prepare(command, (error, result) => {
      if (error?.code === Code.CONNECTION_LOST) return;
      if (error?.code === Code.TIMEOUT) this.#lost(error.code, error.message);
      else done(error, result);
    });
    this.#transmit(request);
  }

  /** @param {any} command @param {Done} done @returns {Request} */
  #prepare(command, done) {
    const method = Object.keys(command)[0];
    const id = method === 'send' ? 0 : ++this.#lastId;
    const text = JSON.stringify({ id: id || undefined, ...command });
    return { id, method, text, bytes: new TextEncoder().encode(text).length, done };
  }

  /** @param {Request} request */
  #transmit(request) {
    if (this.#corked) this.#corked.push(request.text);
    else this.#socket.send(request.text);
    if (request.id === 0) return request.done(null, {});
    this.#pending.set(request.id, request);
    // What leaves with connect waits for it too: its time begins with connect's reply, and says nothing about latency.
    if (this.#state === 'connected') this.#expect(request);
    if (this.#state === 'connected' || request.method === 'connect') request.sentAt = this.#clock.now();
  }

  /** @param {Request} request */
  #expect({ id, method, done }) {
    this.#timers.set(`command ${id}`, this.#timeout, () => {
      this.#pending.delete(id);
      done(new RealtimeError(Code.TIMEOUT, `no reply to ${method} within ${this.#timeout} ms`, true), null);
    });
  }

  // What the server says

  /** @param {any} socket @param {any} data */
  #receive(socket, data) {
    this.#heardAt = this.#clock.now();
    for (const line of String(data).split('\n')) {
      if (this.#socket !== socket) return; // a listener, or a line before, has ended this connection
      if (line === '') continue;
      let reply;
      try {
        reply = JSON.parse(line);
      } catch {
        return this.#lost(Code.MALFORMED, 'the server sent something that is not JSON');
      }
      if (reply.id) this.#settle(reply);
      else if (reply.push) this.#dispatch(reply.push);
      else if (this.#pong) socket.send('{}'); // a ping; all before it has been handled
    }
  }

  /** @param {any} reply */
  #settle(reply) {
    const request = this.#pending.get(reply.id);
    if (!request) return; // it came after its timeout
    this.#pending.delete(reply.id);
    this.#timers.clear(`command ${reply.id}`);
    const generation = this.#generation;
    request.done(reply.error ? errorOf(reply.error) : null, reply[request.method] ?? {});
    if (request.sentAt === undefined || generation !== this.#generation) return;
    const measured = this.#heardAt - request.sentAt;
    this.#latency = this.#latency === undefined ? measured : this.#latency + (measured - this.#latency) * NEWEST;
    this._emit('latency', { milliseconds: this.#latency });
  }

  /** @param {any} push */
  #dispatch(push) {
    if (push.message) this._emit('message', { data: push.message.data });
    else if (push.disconnect) this.#closed(push.disconnect.code, push.disconnect.reason);
    else this.#tell(push);
  }

  /** @param {any} push about a channel */
  #tell(push) {
    const serverSide = this.#serverSide.get(push.channel);
    // It cannot be asked for again, whatever the code says.
    if (serverSide && push.unsubscribe) serverSide._end(push.unsubscribe.code ?? SERVER_UNSUBSCRIBE, push.unsubscribe.reason ?? '');
    else (serverSide ?? this.#subscriptions.get(push.channel))?._receive(push);
  }

  /**
   * Traffic does not touch the timer, it only leaves its time; the timer asks when it fires.
   * @param {number} limit milliseconds @param {boolean} late whether the page slept: frames may be waiting behind this timer
   */
  #watch(limit, late) {
    const silence = this.#clock.now() - this.#heardAt;
    if (silence >= limit && !late) return this.#lost(Code.NO_PING, `nothing heard for ${Math.round(silence)} ms`);
    const wait = silence >= limit ? 1_000 : limit - silence;
    const due = this.#clock.now() + wait;
    this.#timers.set('watchdog', wait, () => this.#watch(limit, this.#clock.now() - due >= 1_000));
  }
}
