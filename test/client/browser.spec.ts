import type { Browser } from 'playwright-core';
import { bundleClient } from '../parts/bundle-client.js';
import { openBrowser } from '../parts/open-browser.js';
import { startStreamHouse } from '../parts/stream-house.js';
import type { Entry, StreamHouse } from '../parts/stream-house.js';
import { until } from '../parts/until.js';

const entry = (key: string): Entry => ({ story: 'one', ended: [], begun: [{ kind: 'claim', key, doc: {} }] });

// Writes what it is told into the page, and leaves the loop behind the fourth event.
const page = `<!doctype html><meta charset="utf-8"><ol></ol><script type="module">
import { Newsledger } from '/client.js';
const client = new Newsledger({ url: location.origin, timing: { firstPause: 10 } });
const tell = (text) => document.querySelector('ol').append(Object.assign(document.createElement('li'), { textContent: text }));
for await (const { position } of client.events({ after: 0, onLost: ({ code }) => tell(code) })) {
  tell(position);
  if (position === 4) break;
}
for await (const { version, rows } of client.story('one').rows()) {
  tell(version + ': ' + [...rows.keys()].join(', '));
  if (version === 5) break;
}
tell('end');
</script>`;

describe('the client in a browser', () => {
  let browser: Browser;
  let house: StreamHouse;

  beforeAll(async () => {
    const client = { type: 'text/javascript', text: await bundleClient() };
    house = await startStreamHouse(undefined, { '/': { type: 'text/html', text: page }, '/client.js': client });
    browser = await openBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  test('follows over a connection that was cut, and leaves none behind', async () => {
    house.append(entry('a'), entry('b'));
    const tab = await browser.newPage();
    const errors: Error[] = [];
    tab.on('pageerror', (error) => errors.push(error));
    await tab.goto(house.url);
    const told = () => tab.locator('li').allTextContents();
    await until('both events are there', async () => (await told()).length === 2);
    house.cutAll();
    await until('the connection is lost', async () => (await told()).length === 3);
    house.append(entry('c'), entry('d'));
    await until('the rows are there', async () => (await told()).length === 6);
    await until('the first connection is closed', () => house.openConnections() === 1);
    house.append(entry('e'));
    await until('all is told', async () => (await told()).at(-1) === 'end');
    expect(await told()).toEqual([
      '1',
      '2',
      'unreachable',
      '3',
      '4',
      '4: claim a, claim b, claim c, claim d',
      '5: claim a, claim b, claim c, claim d, claim e',
      'end',
    ]);
    await until('no connection is left', () => house.openConnections() === 0);
    expect(errors).toEqual([]);
  });
});
