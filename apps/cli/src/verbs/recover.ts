import { notarySchema } from '#apps/notary';
import { StoppingError } from '#errors';
import { ledgerSchema } from '#ledger';
import { openPool, requireSchema, schemaName } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import { stopSignal } from '#process';
import type { Settings } from '#process';
import { inSlot, slots, viewsSchema } from '#views';
import type { Slot } from '#views';
import { findKafka } from '../embedded/find-kafka.js';
import { findPlaces } from '../embedded/find-places.js';
import { legible, legibleJson } from '../legible.js';
import { notaryKeyPath } from '../notary-key.js';
import { carryOut } from '../recover/carry-out.js';
import type { CarriedOut, CarryOutPlace } from '../recover/carry-out.js';
import { holdStill } from '../recover/hold-still.js';
import type { StillPlaces } from '../recover/hold-still.js';
import { recordsOf, requireFree } from '../recover/keep-events.js';
import { isNothingToDo, needsNewEpoch } from '../recover/plan.js';
import type { Plan } from '../recover/plan.js';
import { RecoverLine } from '../recover/recover-line.js';
import { survey } from '../recover/survey.js';
import type { SurveyReport } from '../recover/survey.js';
import { tellDone, tellPlan } from '../recover/tell-plan.js';
import { wrap } from '../wrap.js';

export interface RecoverOptions {
  readonly from: 'kafka';
  readonly yes?: boolean;
  readonly newEpoch?: boolean;
  readonly keep?: string;
  readonly against?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/**
 * Tells how a ledger that was restored from an older backup is completed from the topic, and does it. The status is 1 where
 * something is wrong, or stays so.
 */
export async function recoverLedger(settings: Settings, options: RecoverOptions): Promise<void> {
  const { yes = false, newEpoch = false, keep, json = false } = options;
  if (keep !== undefined) await Promise.all([requireFree(keep), requireFree(recordsOf(keep))]);
  const asked = { yes, newEpoch, keep };
  await withPlaces(settings, options, async ({ place, still: stillPlaces, report, line }) => {
    const still = yes ? await holdStill(stillPlaces) : undefined;
    try {
      const signal = still === undefined ? report.signal : AbortSignal.any([report.signal, still.lost]);
      const told = { ...report, signal };
      const plan = await survey(place, told);
      line.end();
      if (!json) tell(tellPlan(plan, asked));
      requireSense(plan, asked);
      const done =
        still === undefined || isNothingToDo(plan)
          ? undefined
          : await carryOut(plan, { ...place, still }, { newEpoch, keep }, told);
      line.end();
      if (json) process.stdout.write(legibleJson({ plan, ...(done === undefined ? {} : { done }) }));
      else if (done !== undefined) tell(tellDone(done, plan, asked));
      if (isWrong(plan, done, newEpoch)) process.exitCode = 1;
    } finally {
      await still?.release();
    }
  });
}

/** What was found wrong, and stays so. */
function isWrong(plan: Plan, done: CarriedOut | undefined, newEpoch: boolean): boolean {
  const isFork = needsNewEpoch(plan) && !(newEpoch && done !== undefined);
  const isOtherNow = done?.checks.some(({ outcome }, at) => outcome.found !== plan.checks[at]?.outcome.found) === true;
  return isFork || isOtherNow;
}

function requireSense(plan: Plan, { newEpoch, keep }: { newEpoch: boolean; keep: string | undefined }): void {
  if (!newEpoch) return;
  if (!needsNewEpoch(plan)) {
    throw new StoppingError(
      'Ledger, topic and views tell one history: a new epoch would only part what belongs together.',
    );
  }
  const { left } = plan.topic;
  if (left !== undefined && left.from <= left.to && keep === undefined) {
    throw new StoppingError('The topic has events that the ledger has not: name a file for them with --keep FILE.');
  }
}

function tell(paragraphs: readonly string[]): void {
  const lines = paragraphs.flatMap((one) => wrap(legible(one), 0, 2));
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

interface Desk {
  readonly place: Omit<CarryOutPlace, 'still'>;
  readonly still: StillPlaces;
  readonly report: SurveyReport;
  readonly line: RecoverLine;
}

async function withPlaces(
  settings: Settings,
  { against, key }: RecoverOptions,
  work: (desk: Desk) => Promise<void>,
): Promise<void> {
  const { prefix, topic, replication, ledger: ledgerName } = settings;
  const databases = await findPlaces(settings);
  const kafka = await findKafka(settings);
  const applicationName = 'newsledger recover';
  const ledger: DatabaseOptions = { url: databases.ledger, schema: schemaName(prefix, ledgerSchema), applicationName };
  const notary = { ...ledger, schema: schemaName(prefix, notarySchema) };
  const views = { url: databases.views, schema: schemaName(prefix, viewsSchema), applicationName };
  const [ledgerPool, treePool] = [openPool({ ...ledger, max: 2 }), openPool({ ...notary, max: 1 })];
  const pools = Object.fromEntries(slots.map((slot) => [slot, openPool({ ...inSlot(views, slot), max: 2 })]));
  const poolOf = (slot: Slot) => {
    const pool = pools[slot];
    if (pool === undefined) throw new Error(`there is no slot ${slot}`);
    return pool;
  };
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  const line = new RecoverLine();
  try {
    await requireSchema(ledgerPool, ledgerSchema);
    await requireSchema(treePool, notarySchema);
    await requireSchema(poolOf('blue'), viewsSchema);
    const bus = {
      ...kafka,
      topic,
      clientId: 'newsledger-recover',
      ...(replication === undefined ? {} : { replication }),
    };
    const checkpoints = { tree: treePool, ledgerName, keyFile: notaryKeyPath(settings), against, key };
    await work({
      place: {
        ledger: ledgerPool,
        views: poolOf('blue'),
        bus,
        checkpoints,
        cut: { schema: views.schema, poolOf },
      },
      still: { ledger, notary, views },
      report: { onProgress: (phase, done, total) => line.show({ phase, done, total }), signal: stop.signal },
      line,
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new StoppingError('Stopped. What was added is whole, and the same command goes on from there.');
  } finally {
    line.end();
    await Promise.all([ledgerPool, treePool, ...Object.values(pools)].map((pool) => pool.end()));
  }
}
