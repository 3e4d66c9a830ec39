// Writes the pages and schemas that are made from the sources: npm run generate.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Schema } from '#events';
import { generatedFiles } from './generated-files.js';
import { schemaBreaks } from './schema-breaks.js';

const read = (text: string) => JSON.parse(text) as Schema;
const isSchema = (path: string) => path.startsWith('docs/schemas/');

for (const [path, text] of await generatedFiles()) {
  const before = await readFile(path, 'utf8').catch(() => undefined);
  const breaks = before === undefined || !isSchema(path) ? [] : schemaBreaks(read(before), read(text));
  if (breaks.length > 0) {
    process.stderr.write(
      `${path} is out, and would change for its readers: ${breaks.join('; ')}. Make a new version.\n`,
    );
    process.exitCode = 1;
  } else if (before !== text) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    process.stdout.write(`${path}\n`);
  }
}
