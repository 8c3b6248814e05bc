/**
 * Gives the published JavaScript SDK what a file holds, as if a server had sent it, and tells what the application sees.
 *
 *     node sdk-delta.mjs file
 *
 * Each line of the file is a push for the channel `c`, to which the SDK subscribes with deltas. Tells: publication,
 * disconnected, error.
 */
import { readFileSync } from 'node:fs';
import { Centrifuge } from 'centrifuge';
import { tell } from './lines.mjs';

const pushes = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');

class Scripted {
  constructor() {
    setTimeout(() => this.onopen());
  }

  send(text) {
    for (const line of text.split('\n')) {
      const { id, connect, subscribe } = JSON.parse(line);
      if (connect) this.say({ id, connect: { client: 'a', version: '1' } });
      if (subscribe) {
        this.say({ id, subscribe: { recoverable: true, positioned: true, epoch: 'e', delta: subscribe.delta === 'fossil' } });
        // Behind the replies.
        setTimeout(() => pushes.forEach((push) => this.onmessage({ data: push })));
      }
    }
  }

  say(reply) {
    setTimeout(() => this.onmessage({ data: JSON.stringify(reply) }));
  }

  close() {
    setTimeout(() => this.onclose({ code: 1000, reason: '' }));
  }
}

const client = new Centrifuge('ws://scripted', { websocket: Scripted });
client.on('disconnected', ({ code, reason }) => tell('disconnected', { code, reason }));
const subscription = client.newSubscription('c', { delta: 'fossil' });
subscription.on('publication', ({ data }) => tell('publication', { data }));
subscription.on('error', ({ error }) => tell('error', { error }));
subscription.subscribe();
client.connect();
process.stdin.on('end', () => process.exit(0)).resume();
