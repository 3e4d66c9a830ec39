import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { eventSchema, eventVersions, schemaPath } from '#events';
import { clientTypes } from './pages/client-types.js';
import { errorsPage } from './pages/errors-page.js';
import { eventsPage } from './pages/events-page.js';

const pageOfEvents = 'docs/events.md';

/** Every file that is made from the sources, by its path in the repository, as it should be. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const version of eventVersions) {
    files.set(`docs${schemaPath(version.type, version.version)}`, JSON.stringify(eventSchema(version)));
  }
  files.set('docs/errors.md', errorsPage());
  files.set(pageOfEvents, eventsPage(await readFile(pageOfEvents, 'utf8')));
  files.set('libs/client/src/api.ts', clientTypes());
  for (const [path, text] of files) {
    const style = await resolveConfig(path);
    files.set(path, await format(text, { ...style, filepath: path }));
  }
  return files;
}
