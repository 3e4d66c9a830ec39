import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { DryRunDesk, readEventLine, StoryDesk } from '#apps/publisher';
import { StoppingError } from '#errors';
import type { StoryId } from '#events';
import { identitySchema, KeyRing, mayPublish, mayPublishSome, requireKey } from '#identity';
import type { Key } from '#identity';
import { Appender, ledgerChannel, ledgerSchema } from '#ledger';
import { isDatabaseAway, openPool, requireSchema, schemaName } from '#postgres';
import type { SchemaDefinition } from '#postgres';
import { stopSignal } from '#runtime';
import type { Settings } from '#runtime';
import { viewsSchema } from '#views';
import { findPlaces } from '../embedded/find-places.js';
import { Brake } from '../import/brake.js';
import { LineImporter } from '../import/import-lines.js';
import { PlaceKeeper } from '../import/import-place.js';
import type { ImportPlace } from '../import/import-place.js';
import { ProgressLine } from '../import/progress-line.js';
import { openLines } from '../import/read-lines.js';
import { RefusedLines } from '../import/refused-lines.js';
import { runImport } from '../import/run-import.js';

export interface ImportOptions {
  readonly dryRun?: boolean;
  readonly fullSpeed?: boolean;
  readonly keyFile?: string;
  readonly refused?: string;
  readonly json?: boolean;
}

/** Imports events from a file, each line decided like a publish of its own. Throws when lines were refused. */
export async function importFile(settings: Settings, path: string, options: ImportOptions): Promise<void> {
  const { dryRun = false, fullSpeed = false } = options;
  if (dryRun && path === '-') {
    throw new StoppingError('A dry run reads its input twice: give it a file instead of standard input.');
  }
  const places = await findPlaces(settings);
  const open = (url: string, definition: SchemaDefinition, max: number) =>
    openPool({
      url,
      schema: schemaName(settings.prefix, definition),
      applicationName: 'newsledger import',
      max,
      statementTimeoutMs: 30_000,
    });
  const pools = {
    ledger: open(places.ledger, ledgerSchema, 4),
    views: open(places.views, viewsSchema, 1),
    identity: open(places.identity, identitySchema, 1),
  };
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  try {
    await requireSchema(pools.ledger, ledgerSchema);
    const key = await findKey(pools.identity, settings, options.keyFile);
    const appender = new Appender(pools.ledger, ledgerChannel(schemaName(settings.prefix, ledgerSchema)));
    const desk = dryRun ? await openDryRun(pools.ledger, path) : new StoryDesk(pools.ledger, appender);
    const brake = dryRun || fullSpeed ? undefined : new Brake(pools.ledger, pools.views, stop.signal);
    const importer = new LineImporter({
      desk,
      recordedBy: key.id,
      mayPublish: (story) => mayPublish(key.scopes, story),
      dryRun,
      isAway: isDatabaseAway,
      signal: stop.signal,
    });
    const source = await openSource(path);
    const keeper = new PlaceKeeper(path === '-' || dryRun ? undefined : `${path}.import`);
    const from = await keeper.read();
    if (from.lines > 0) process.stderr.write(`  goes on behind line ${from.lines} of ${path}\n`);
    const refused = new RefusedLines(options.refused ?? `${path === '-' ? 'import' : path}.refused`, from.refusedBytes);
    const progress = new ProgressLine(from.lines, source.share, () => brake?.lag ?? 0);
    const { lines } = source;
    const onProgress = progress.show.bind(progress);
    const end = await runImport({
      lines,
      importer,
      from,
      places: keeper,
      refused,
      brake,
      onProgress,
      signal: stop.signal,
    })
      .finally(() => progress.end())
      .finally(() => refused.close());
    await appender.drain();
    if (stop.signal.aborted) {
      throw new StoppingError(`Stopped behind line ${end.lines}. Run the same command again to go on from there.`);
    }
    await keeper.forget();
    tellEnd(end, { dryRun, json: options.json === true, refusedPath: refused.path });
  } finally {
    await Promise.allSettled(Object.values(pools).map((pool) => pool.end()));
  }
}

async function openSource(path: string) {
  try {
    return await openLines(path);
  } catch (error) {
    throw new StoppingError(`${path} cannot be read: ${(error as Error).message}.`);
  }
}

/** The key that the record will name: of a file, or the one that "start" keeps. */
async function findKey(pool: pg.Pool, settings: Settings, keyFile: string | undefined): Promise<Key> {
  const path = keyFile ?? join(settings.dataFolder, 'publisher.key');
  const secret = await readFile(path, 'utf8').catch(() => {
    throw new StoppingError(`There is no key in ${path}: name a file that holds one with --key-file.`);
  });
  const right = { purpose: 'Importing', allows: mayPublishSome, away: 'ledger-unavailable' } as const;
  return requireKey(new KeyRing(pool), `Bearer ${secret.trim()}`, right).catch((error: unknown) => {
    throw new StoppingError(`The key in ${path} cannot be used: ${(error as Error).message}`);
  });
}

/** Reads the file once to learn which facts are corrected: a correction is decided on the data of its fact. */
async function openDryRun(pool: pg.Pool, path: string): Promise<DryRunDesk> {
  const corrected = new Set<string>();
  for await (const { bytes } of (await openSource(path)).lines) {
    if (bytes?.includes('"FactCorrected"') !== true) continue;
    const read = readEventLine(bytes, () => 'none');
    if (read.ok && read.value.event.type === 'FactCorrected') {
      corrected.add(`${read.value.story}/${read.value.event.data.fact}`);
    }
  }
  return new DryRunDesk(pool, (story: StoryId, id) => corrected.has(`${story}/${id}`));
}

function tellEnd(
  { lines, accepted, known, refused }: ImportPlace,
  { dryRun, json, refusedPath }: { dryRun: boolean; json: boolean; refusedPath: string },
): void {
  if (json) {
    const file = refused === 0 ? {} : { refusedFile: refusedPath };
    process.stdout.write(`${JSON.stringify({ lines, accepted, known, refused, dryRun, ...file })}\n`);
  } else {
    const count = (number: number) => number.toLocaleString('en-US');
    const done = dryRun ? 'would be recorded (a dry run: nothing was written)' : 'recorded';
    process.stdout.write(
      `${count(lines)} events: ${count(accepted)} ${done}, ${count(known)} were there already, ${count(refused)} refused.\n`,
    );
  }
  if (refused === 0) return;
  throw new StoppingError(`The refused lines are in ${refusedPath}, each with its reasons. Mend them and import that.`);
}
