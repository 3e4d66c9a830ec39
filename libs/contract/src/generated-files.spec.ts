import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '#errors';
import { eventSchema, eventVersions, schemaPath } from '#events';
import type { Schema } from '#events';
import { generatedFiles } from './generated-files.js';
import { schemaBreaks } from './schema-breaks.js';

describe('what is made from the sources', () => {
  test('is as the sources have it: npm run generate', async () => {
    const stale: string[] = [];
    for (const [path, text] of await generatedFiles()) {
      if ((await readFile(path, 'utf8').catch(() => '')) !== text) stale.push(path);
    }
    expect(stale).toEqual([]);
  });

  test('keeps every schema that is out', async () => {
    const there = (await readdir('docs/schemas')).sort();
    expect(there).toEqual(eventVersions.map(({ type, version }) => schemaPath(type, version).slice(9)).sort());
  });

  test.each(eventVersions.map((version) => [schemaPath(version.type, version.version), version] as const))(
    'breaks no reader of %s',
    async (path, version) => {
      const released = JSON.parse(await readFile(`docs${path}`, 'utf8')) as Schema;
      expect(schemaBreaks(released, eventSchema(version))).toEqual([]);
    },
  );
});

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const paths = entries.filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  return Promise.all(paths.map((name) => readFile(join(folder, name), 'utf8')));
}

describe('the catalogue of errors', () => {
  test('has no code that nothing refuses with', async () => {
    const texts = [...(await sources('apps')), ...(await sources('libs'))].filter(
      (text) => !text.includes('export const catalogue') && !text.includes('export const publishing'),
    );
    const unused = Object.keys(catalogue).filter((code) => !texts.some((text) => text.includes(`'${code}'`)));
    expect(unused).toEqual([]);
  });
});
