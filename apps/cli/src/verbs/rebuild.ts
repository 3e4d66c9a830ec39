import type pg from 'pg';
import { StoppingError } from '#errors';
import { ledgerSchema, readEpoch, readStoriesInOrder } from '#ledger';
import { isDatabaseAway, lead, openPool, requireSchema, schemaName } from '#postgres';
import type { Lease } from '#postgres';
import { stopSignal } from '#process';
import type { Settings } from '#process';
import {
  buildGeneration,
  clearSlot,
  compareGenerations,
  dropGeneration,
  inSlot,
  logSource,
  otherSlot,
  readGenerations,
  readPlace,
  showGeneration,
  viewsSchema,
} from '#views';
import type { BuildReport, Comparison, FoldedView, Generation, Slot, StorySource } from '#views';
import { findKafka } from '../embedded/find-kafka.js';
import { findPlaces } from '../embedded/find-places.js';
import { BuildLine } from '../rebuild/build-line.js';
import { compareStaged, stageTopic } from '../rebuild/stage-topic.js';
import type { sources } from '../rebuild/rebuild-choices.js';
import { tellDrift } from '../rebuild/tell-drift.js';

export interface RebuildOptions {
  readonly from: (typeof sources)[number];
  /** What is folded anew; all, where it is absent. */
  readonly only?: readonly FoldedView[];
  /** Compares, and shows nothing else. */
  readonly check?: boolean;
  readonly json?: boolean;
}

type Told = Readonly<Record<string, unknown>>;

/** Folds all views anew beside those that are shown, tells where the two differ, and shows the new ones. */
export async function rebuildViews(settings: Settings, { from, only, check, json }: RebuildOptions): Promise<void> {
  await withViews(settings, async (desk) => {
    const shown = await shownGeneration(desk);
    const began = Date.now();
    const { built, topic } = await build(desk, settings, from, only);
    if (built === undefined) {
      desk.line.end();
      tellTopic(topic, from, json);
      return;
    }
    const isSameDefinition = built.definition === shown.definition;
    const { position } = await readPlace(desk.poolOf(built.slot));
    const slots = { shown: shown.slot, built: built.slot };
    const compared = isSameDefinition
      ? await compareGenerations(desk.poolOf(built.slot), desk.schema, slots, position, desk.report)
      : { drift: [], count: 0 };
    desk.line.end();
    if (check === true) await dropGeneration(desk.poolOf(built.slot), built);
    else await showGeneration(desk.poolOf(built.slot), built.number);
    const { drift, count } = compared;
    const seconds = (Date.now() - began) / 1_000;
    if (json === true)
      tellJson({ generation: built.number, from, position, seconds, shown: check !== true, count, drift });
    else {
      if (from === 'kafka')
        process.stdout.write(`The topic holds all that the log does, ${position.toLocaleString('en-US')} events.\n`);
      process.stdout.write(tellDrift(compared, { shown: 'shown was', built: 'folded anew it is' }));
      process.stdout.write(
        tellEnd({ built, shown, position, count, seconds, check: check === true, isSameDefinition }),
      );
    }
    if (count > 0) process.exitCode = 1;
  });
}

/** What the topic lacks would be gone from the views: where it differs from them, nothing is folded from it. */
function tellTopic(topic: Comparison, from: string, json: boolean | undefined): void {
  if (json === true) tellJson({ from, shown: false, ...topic });
  else {
    process.stdout.write(tellDrift(topic, { shown: 'the views have', built: 'the topic has' }));
    process.stdout.write('The topic does not hold what the views were folded from: nothing was folded from it.\n');
  }
  process.exitCode = 1;
}

/** Shows the generation before again: it went on being fed. */
export async function rollBack(settings: Settings, { json }: { readonly json?: boolean }): Promise<void> {
  await withViews(settings, async (desk) => {
    const kept = await keptGeneration(desk);
    if (kept?.fedFrom === undefined || !kept.wasShown) {
      throw new StoppingError('No other generation of the views is kept: there is nothing to go back to.');
    }
    await showGeneration(desk.poolOf(kept.slot), kept.number);
    if (json === true) tellJson({ generation: kept.number, shown: true });
    else process.stdout.write(`Generation ${kept.number} is shown again; the other goes on being fed.\n`);
  });
}

/** Ends the generation that is kept, or one whose building was broken off. */
export async function dropKept(settings: Settings, { json }: { readonly json?: boolean }): Promise<void> {
  await withViews(settings, async (desk) => {
    const kept = await keptGeneration(desk);
    if (kept === undefined) {
      const { slot } = await shownGeneration(desk);
      if (!(await clearSlot(desk.poolOf(otherSlot(slot)))))
        throw new StoppingError('No other generation of the views is kept: there is nothing to drop.');
      if (json === true) tellJson({ dropped: true });
      else process.stdout.write('What was left of a generation is gone.\n');
      return;
    }
    await dropGeneration(desk.poolOf(kept.slot), kept, desk.report);
    if (json === true) tellJson({ generation: kept.number, dropped: true });
    else process.stdout.write(`Generation ${kept.number} is dropped.\n`);
  });
}

interface Desk {
  readonly schema: string;
  readonly poolOf: (slot: Slot) => pg.Pool;
  readonly ledger: () => Promise<pg.Pool>;
  readonly report: BuildReport;
  readonly line: BuildLine;
}

/** Works on generations while nobody else does; Ctrl-C ends it, and the next time goes on. */
async function withViews(settings: Settings, work: (desk: Desk) => Promise<void>): Promise<void> {
  const places = await findPlaces(settings);
  const applicationName = 'newsledger rebuild';
  const views = { url: places.views, schema: schemaName(settings.prefix, viewsSchema), applicationName };
  const pools = new Map<string, pg.Pool>();
  const keep = (name: string, open: () => pg.Pool) => {
    const pool = pools.get(name) ?? open();
    pools.set(name, pool);
    return pool;
  };
  const poolOf = (slot: Slot) => keep(slot, () => openPool({ ...inSlot(views, slot), max: 4 }));
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  const line = new BuildLine();
  let lease: Lease | undefined;
  try {
    await requireSchema(poolOf('blue'), viewsSchema);
    const once = new AbortController();
    lease = await lead(views, 'rebuild', once.signal, () => once.abort());
    if (lease === undefined) throw new StoppingError('Another rebuild is under way.');
    const ledger = async () => {
      const database = { url: places.ledger, schema: schemaName(settings.prefix, ledgerSchema), applicationName };
      const pool = keep('ledger', () => openPool({ ...database, max: 2 }));
      await requireSchema(pool, ledgerSchema);
      return pool;
    };
    const signal = AbortSignal.any([stop.signal, lease.lost]);
    await work({ schema: views.schema, poolOf, ledger, line, report: { onProgress: (at) => line.show(at), signal } });
  } catch (error) {
    const why = stop.signal.aborted ? 'Stopped' : whyBroken(error, lease);
    if (why === undefined) throw error;
    throw new StoppingError(`${why}. Readers see what they saw; the same command goes on from here.`);
  } finally {
    line.end();
    await lease?.release();
    await Promise.all([...pools.values()].map((pool) => pool.end()));
  }
}

/** Undefined where it is no matter of the database, or nothing was begun. */
function whyBroken(error: unknown, lease: Lease | undefined): string | undefined {
  if (lease === undefined || (!lease.lost.aborted && !isDatabaseAway(error))) return undefined;
  return `The database went away (${(error as Error).message})`;
}

async function build(
  desk: Desk,
  settings: Settings,
  from: RebuildOptions['from'],
  only: RebuildOptions['only'],
): Promise<{ readonly built: Generation | undefined; readonly topic: Comparison }> {
  const { poolOf, report } = desk;
  const clean: Comparison = { drift: [], count: 0 };
  const of = async (source: StorySource) =>
    buildGeneration({ poolOf, source, ...(only === undefined ? {} : { only }) }, report);
  switch (from) {
    case 'log':
      return { built: await of(logSource(poolOf('blue'))), topic: clean };
    case 'ledger': {
      const ledger = await desk.ledger();
      await requireSameHistory(ledger, poolOf('blue'));
      return {
        built: await of({ name: 'ledger', page: (behind, to) => readStoriesInOrder(ledger, behind, to) }),
        topic: clean,
      };
    }
    case 'kafka': {
      const bus = { ...(await findKafka(settings)), topic: settings.topic, clientId: 'newsledger-rebuild' };
      const client = await poolOf('blue').connect();
      try {
        const { position: head, epoch } = await readPlace(poolOf('blue'));
        const source = await stageTopic(client, bus, { head, epoch }, report);
        const topic = await compareStaged(client, head);
        return { built: topic.count > 0 ? undefined : await of(source), topic };
      } finally {
        client.release(true);
      }
    }
  }
}

async function requireSameHistory(ledger: pg.Pool, views: pg.Pool): Promise<void> {
  const [held, { epoch }] = await Promise.all([readEpoch(ledger), readPlace(views)]);
  if (epoch === undefined || epoch === held) return;
  throw new StoppingError(`The ledger holds history ${held}, and the views were folded from history ${epoch}.`);
}

async function shownGeneration({ poolOf }: Desk): Promise<Generation> {
  const shown = (await readGenerations(poolOf('blue'))).find(({ isShown }) => isShown);
  if (shown === undefined) throw new StoppingError('No generation of the views is shown: run "newsledger migrate".');
  return shown;
}

const keptGeneration = async ({ poolOf }: Desk): Promise<Generation | undefined> =>
  (await readGenerations(poolOf('blue'))).find(({ isShown }) => !isShown);

interface End {
  readonly built: Generation;
  readonly shown: Generation;
  readonly position: number;
  readonly count: number;
  readonly seconds: number;
  readonly check: boolean;
  readonly isSameDefinition: boolean;
}

function tellEnd({ built, shown, position, count, seconds, check, isSameDefinition }: End): string {
  const rate = Math.round(position / Math.max(seconds, 0.001)).toLocaleString('en-US');
  const folded = `${position.toLocaleString('en-US')} events were folded anew in ${seconds.toFixed(1)} s (${rate}/s)`;
  const compared = !isSameDefinition
    ? 'they say more than before, so the two were not compared'
    : count === 0
      ? 'every row is the same'
      : `${count.toLocaleString('en-US')} ${count === 1 ? 'row differs' : 'rows differ'}`;
  const end = check
    ? `Generation ${shown.number} is still shown, and the new one is dropped.`
    : `Generation ${built.number} is shown now; "rebuild --rollback" goes back to ${shown.number}, "rebuild --drop" ends it.`;
  return `${folded}; ${compared}.\n${end}\n`;
}

function tellJson(told: Told): void {
  process.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
}
