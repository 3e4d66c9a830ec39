import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { findPort } from '../parts/start-service.js';

const verbs = ['migrate', 'rebuild', 'parked', 'verify', 'recover --from kafka', 'keys list', 'export -o nowhere'];

function run(words: readonly string[], url: string): Promise<readonly [number | null, string]> {
  const child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), ...words], {
    env: { PATH: process.env['PATH'], DATABASE_URL: url, KAFKA_BROKERS: '127.0.0.1:9' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((done) => child.once('close', (code) => done([code, err])));
}

test.each(verbs)(
  'newsledger %s says in a sentence that the database does not answer, and no password',
  async (verb) => {
    const url = `postgres://owner:hidden-word@127.0.0.1:${await findPort()}/newsledger`;
    const [code, err] = await run(verb.split(' '), url);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^The database does not answer: connect ECONNREFUSED [^\n]+\n$/),
    ]);
    expect(err).not.toContain('hidden-word');
  },
);

test('newsledger keys says in a sentence that there is no such database', async () => {
  const owner = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
  owner.pathname = '/no-such-database';
  expect(await run(['keys', 'list'], owner.href)).toEqual([
    1,
    expect.stringMatching(/^The database does not answer: .*no-such-database[^\n]+\n$/),
  ]);
});
