/**
 * How the scripts of this folder talk with the test that started them: one JSON object per line, events on stdout,
 * commands on stdin. The end of stdin ends the process, so none outlives its test.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/** Tells the test that something happened. */
export function tell(event, facts = {}) {
  process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`);
}

/**
 * Obeys commands: `{"command": "publish", "id": 7, ...}` calls `handlers.publish` with the whole object. What it returns or
 * resolves to is told as `reply`, what it throws as `failure`, both with command and id.
 */
export function obey(handlers) {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    const given = JSON.parse(line);
    const { command, id } = given;
    try {
      if (command === 'exit') {
        tell('reply', { command, id });
        process.exit(0);
      }
      if (!(command in handlers)) throw new Error(`Unknown command '${command}'; known: exit, ${Object.keys(handlers).join(', ')}`);
      tell('reply', { command, id, result: await handlers[command](given) });
    } catch (error) {
      tell('failure', { command, id, code: error.code, message: error.message ?? String(error), temporary: error.temporary });
    }
  });
  lines.on('close', () => process.exit(0));
}

/** The arguments of a client script: `[--options=JSON] [--subscription=JSON] url channel...` */
export function clientArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { options: { type: 'string', default: '{}' }, subscription: { type: 'string', default: '{}' }, client: { type: 'string' } },
  });
  const [url, ...channels] = positionals;
  if (!url) throw new Error('The first argument is the URL of the WebSocket endpoint');
  return { url, channels, options: JSON.parse(values.options), subscription: JSON.parse(values.subscription), client: values.client };
}

/**
 * A WebSocket class for a client, and the means to maltreat its newest connection: `cut` ends TCP without a close frame,
 * with a reset if asked; `pause` stops reading, so the server meets a slow client.
 */
export function tapped(WebSocket) {
  let newest;
  class Tapped extends WebSocket {
    constructor(...given) {
      super(...given);
      newest = this;
    }
  }
  return {
    Tapped,
    faults: {
      cut: ({ reset = false }) => void (reset ? newest._socket.resetAndDestroy() : newest.terminate()),
      pause: () => newest.pause(),
      resume: () => newest.resume(),
    },
  };
}
