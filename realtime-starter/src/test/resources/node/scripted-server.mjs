/**
 * A small server that speaks the protocol from memory, to prove the harness and client.js over real sockets without the
 * starter. Stream recovery only, no limits, no authentication.
 *
 *     node scripted-server.mjs [historySize]
 *
 * Tells: listening, connection, command. Obeys: publish, unsubscribe (push with a code), close (all connections, with a code).
 */
import { WebSocketServer } from 'ws';
import { obey, tell } from './lines.mjs';

const EPOCH = 'epoch';
const historySize = Number(process.argv[2] ?? 100);
const channels = new Map();
const clients = new Set();

function channel(name) {
  if (!channels.has(name)) channels.set(name, { offset: 0, history: [], subscribers: new Set() });
  return channels.get(name);
}

function publish(name, data, info) {
  const { history, subscribers } = channel(name);
  const pub = { data, offset: ++channel(name).offset, info };
  history.push(pub);
  if (history.length > historySize) history.shift();
  for (const client of subscribers) client.say({ push: { channel: name, pub } });
  return pub.offset;
}

function subscribe(client, { channel: name, recover = false, epoch = '', offset = 0 }) {
  const { offset: top, history, subscribers } = channel(name);
  subscribers.add(client);
  const missed = history.filter((pub) => pub.offset > offset);
  const recovered = recover && (epoch === '' || epoch === EPOCH) && missed.length === top - offset;
  return {
    recoverable: true, positioned: true, epoch: EPOCH, offset: recovered ? offset : top,
    ...(recover && { was_recovering: true }), ...(recovered && { recovered, publications: missed }),
  };
}

const commands = {
  connect: (client) => ({ client: client.id, ping: 25, pong: true }),
  subscribe,
  unsubscribe: (client, { channel: name }) => void channel(name).subscribers.delete(client),
  publish: (client, { channel: name, data }) => void publish(name, data, client.info),
  history: (client, { channel: name, limit = 0, since }) => {
    const { offset, history } = channel(name);
    const publications = history.filter((pub) => pub.offset > (since?.offset ?? 0));
    return { publications: limit < 0 ? publications : publications.slice(0, limit), epoch: EPOCH, offset };
  },
  presence: (client, { channel: name }) => ({
    presence: Object.fromEntries([...channel(name).subscribers].map(({ id, info }) => [id, info])),
  }),
  presence_stats: (client, { channel: name }) => ({ num_clients: channel(name).subscribers.size, num_users: 1 }),
  rpc: (client, { method, data }) => {
    if (method !== 'echo') throw { code: 104, message: 'method not found' };
    return { data };
  },
  send: (client, { data }) => client.say({ push: { message: { data } } }),
};

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('listening', () => tell('listening', { url: `ws://127.0.0.1:${server.address().port}` }));
server.on('connection', (socket) => {
  const id = `client-${crypto.randomUUID()}`;
  const client = { id, info: { user: 'ann', client: id }, say: (reply) => socket.send(JSON.stringify(reply)), socket };
  clients.add(client);
  tell('connection', { client: id });
  socket.on('error', () => {}); // a client that was cut off; close follows
  socket.on('close', () => {
    clients.delete(client);
    for (const { subscribers } of channels.values()) subscribers.delete(client);
  });
  socket.on('message', (frame) => {
    for (const line of String(frame).split('\n').filter(Boolean)) {
      const { id: number, ...command } = JSON.parse(line);
      const [method] = Object.keys(command);
      if (method === undefined) continue; // a pong
      tell('command', { client: id, method });
      try {
        const result = commands[method](client, command[method]) ?? {};
        if (number) client.say({ id: number, [method]: result });
      } catch (error) {
        client.say({ id: number, error });
      }
    }
  });
});

obey({
  publish: ({ channel: name, data }) => publish(name, data),
  unsubscribe: ({ channel: name, code, reason = 'told to' }) => {
    const { subscribers } = channel(name);
    for (const client of subscribers) client.say({ push: { channel: name, unsubscribe: { code, reason } } });
    subscribers.clear();
  },
  close: ({ code, reason = 'told to' }) => {
    for (const { socket } of clients) socket.close(code, reason);
  },
});
