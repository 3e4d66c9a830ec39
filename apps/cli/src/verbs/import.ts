import type pg from 'pg';
import { DryRunDesk, readEventLine, StoryDesk } from '#apps/publisher';
import { StoppingError } from '#errors';
import type { StoryId } from '#events';
import { identitySchema } from '#identity';
import { Appender, ledgerChannel, ledgerSchema, readEpoch } from '#ledger';
import { isDatabaseAway, openPool, requireSchema, schemaName } from '#postgres';
import type { SchemaDefinition } from '#postgres';
import { stopSignal } from '#process';
import type { Settings } from '#process';
import { viewsSchema } from '#views';
import { findPlaces } from '../embedded/find-places.js';
import { Brake } from '../import/brake.js';
import { ImportKey } from '../import/import-key.js';
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
    const keyHolder = await ImportKey.open(pools.identity, settings, options.keyFile);
    const appender = new Appender(pools.ledger, ledgerChannel(schemaName(settings.prefix, ledgerSchema)));
    const desk = dryRun ? await openDryRun(pools.ledger, path, stop.signal) : new StoryDesk(pools.ledger, appender);
    const brake = dryRun || fullSpeed ? undefined : new Brake(pools.ledger, pools.views, stop.signal);
    const importer = new LineImporter({
      desk,
      recordedBy: keyHolder.id,
      mayPublish: (story) => keyHolder.mayPublish(story),
      dryRun,
      isAway: isDatabaseAway,
      signal: stop.signal,
    });
    const source = await openLines(path);
    stop.signal.addEventListener('abort', source.end);
    const isKept = path !== '-' && !dryRun;
    const keeper = isKept ? await PlaceKeeper.of(path, await readEpoch(pools.ledger)) : PlaceKeeper.none();
    const from = await keeper.read();
    if (from.lines > 0) process.stderr.write(`  goes on behind line ${from.lines} of ${path}\n`);
    const beside = `${path === '-' ? 'import' : path}${dryRun ? '.dry-run' : ''}.refused`;
    const refused = await RefusedLines.open(options.refused ?? beside, from.refusedBytes);
    const progress = new ProgressLine(from.lines, source.share, () => brake?.lag ?? 0);
    const end = await runImport({
      lines: source.lines,
      importer,
      from,
      places: keeper,
      refused,
      brake,
      checkKey: () => keyHolder.check(),
      onProgress: progress.show.bind(progress),
      signal: stop.signal,
    })
      .finally(() => progress.end())
      .finally(() => refused.close());
    await appender.drain();
    if (stop.signal.aborted) {
      throw new StoppingError(`Stopped behind line ${end.lines}. Run the same command again to go on from there.`);
    }
    await keeper.forget();
    tellEnd(end, { dryRun, json: options.json === true, path, refusedPath: refused.path });
  } finally {
    await Promise.allSettled(Object.values(pools).map((pool) => pool.end()));
  }
}

/** Reads the file once to learn which facts are corrected: a correction is decided on the data of its fact. */
async function openDryRun(pool: pg.Pool, path: string, signal: AbortSignal): Promise<DryRunDesk> {
  const corrected = new Set<string>();
  const source = await openLines(path);
  signal.addEventListener('abort', source.end);
  for await (const { bytes } of source.lines) {
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
  { dryRun, json, path, refusedPath }: { dryRun: boolean; json: boolean; path: string; refusedPath: string },
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
  throw new StoppingError(
    `The refused lines are in ${refusedPath}, each with its reasons. Mend them in ${path === '-' ? 'the input' : path} ` +
      'and import it again: what is there already is not doubled.',
  );
}
