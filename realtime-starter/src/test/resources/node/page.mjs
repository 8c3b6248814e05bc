/**
 * Runs the module script of a page as a browser would, as far as a small page goes: the page and what it imports come from
 * the server, and whatever is shown in an element with an id is told.
 *
 *     node page.mjs url
 */
import WebSocket from 'ws';
import { tell } from './lines.mjs';

const url = process.argv[2];
process.stdin.on('end', () => process.exit(0)).resume();

async function load(path) {
  const response = await fetch(new URL(path, url));
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
  return response.text();
}

const moduleOf = (source) => `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`;

const html = await load('');
const elements = new Map([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => [id, {
  set textContent(text) {
    tell('shown', { id, text: String(text) });
  },
}]));
Object.assign(globalThis, { WebSocket, location: new URL(url), document: { getElementById: (id) => elements.get(id) ?? null } });

let [, script] = html.match(/<script type="module">(.*?)<\/script>/s);
for (const [statement, path] of script.matchAll(/from '([^']+)'/g)) {
  script = script.replace(statement, `from '${moduleOf(await load(path))}'`);
}
await import(moduleOf(script));
