import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { bundleClient } from '../parts/bundle-client.js';

const run = promisify(execFile);
const mostBytes = 10_000;

interface Manifest {
  readonly version: string;
  readonly dependencies?: object;
}

const manifestOf = async (path: string) => JSON.parse(await readFile(path, 'utf8')) as Manifest;

// Reads, and waits for the first event, of a server that is not there.
const program = `
import { Newsledger, NewsledgerError } from '@newsledger/client';
const client = new Newsledger({ url: 'http://127.0.0.1:1', timing: { patience: 0 } });
const error = await client.story('one').read().catch((error) => error);
const lost = await new Promise((resolve) => {
  const signal = AbortSignal.timeout(5_000);
  client.events({ signal, onLost: resolve }).next().catch(() => undefined);
});
console.log(error instanceof NewsledgerError, error.code, lost.code);
process.exit(0);
`;
const typed = `
import { Newsledger } from '@newsledger/client';
import type { EventToPublish, Story } from '@newsledger/client';
const event: EventToPublish = { type: 'StoryRetitled', data: { title: 'x' } };
// @ts-expect-error: a title is a text
const wrong: EventToPublish = { type: 'StoryRetitled', data: { title: 7 } };
export const story: Promise<Story> = new Newsledger({ url: 'https://news.example' }).story('one').read({ asOf: '3' });
export const events = [event, wrong];
`;

describe('the package of the client', () => {
  let folder: string;

  /** What the pages show, as modules of the folder. */
  const writeExamples = async () => {
    for (const [name, path] of Object.entries({ page: 'docs/client.md', readme: 'libs/client/README.md' })) {
      const blocks = (await readFile(path, 'utf8')).matchAll(/^```ts\n(.*?)^```$/gms);
      await writeFile(join(folder, `${name}.ts`), [...blocks].map(([, code]) => code).join('\n'));
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-client-'));
    await run('npm', ['pack', resolve('libs/client'), '--pack-destination', folder]);
    const { version } = await manifestOf('libs/client/package.json');
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    const words = ['install', `./newsledger-client-${version}.tgz`, '--offline', '--no-audit', '--no-fund'];
    await run('npm', words, { cwd: folder });
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('has the version of the product, and needs nothing', async () => {
    const { version, dependencies } = await manifestOf('libs/client/package.json');
    expect([version, dependencies]).toEqual([(await manifestOf('package.json')).version, undefined]);
  });

  test('runs where it is installed', async () => {
    await writeFile(join(folder, 'program.js'), program);
    const { stdout } = await run(process.execPath, ['program.js'], { cwd: folder });
    expect(stdout).toBe('true unreachable unreachable\n');
  });

  test.each([
    ['of a browser', ['--lib', 'ES2022,DOM']],
    ['of Node', ['--lib', 'ES2022', '--types', 'node', '--typeRoots', resolve('node_modules/@types')]],
  ])(
    'has types that fit those %s, and the examples',
    async (_where, words) => {
      await writeFile(join(folder, 'typed.ts'), typed);
      await writeExamples();
      const strict = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--ignoreConfig', '--target', 'ES2022'];
      const modules = ['--module', 'NodeNext', '--moduleResolution', 'NodeNext'];
      const tsc = resolve('node_modules/typescript/bin/tsc');
      await run(process.execPath, [tsc, ...strict, ...modules, ...words, 'typed.ts', 'page.ts', 'readme.ts'], {
        cwd: folder,
      }).catch((error: unknown) => {
        throw new Error((error as { readonly stdout: string }).stdout);
      });
    },
    60_000,
  );

  test('is at most 10 kB in a browser', async () => {
    const bundle = await bundleClient();
    expect(bundle).toContain('/v1/stream');
    expect(gzipSync(bundle).length).toBeLessThan(mostBytes);
  });
});
