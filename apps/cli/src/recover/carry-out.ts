import { scanTopic } from '#bus';
import type { TopicRecord } from '#bus';
import { appendRecorded, beginEpoch, readHead, takeOnEpoch } from '#ledger';
import type { CommittedEvent } from '#ledger';
import { cutViews } from '#views';
import type { CutPlace } from '#views';
import type { Standstill } from './hold-still.js';
import { KeptEvents } from './keep-events.js';
import { LeafChain } from './leaf-chain.js';
import { endOf, epochOf, isViewsBehindEpoch } from './plan.js';
import type { Check, Plan, Stretch } from './plan.js';
import { committed } from './read-topic.js';
import { checkAll, readLedger } from './survey.js';
import type { RecoverPlaces, SurveyReport } from './survey.js';
import { readSignedCheckpoints } from './signed-checkpoints.js';

export interface CarryOutPlace extends RecoverPlaces {
  readonly still: Standstill;
  readonly cut: CutPlace;
}

export interface Wanted {
  readonly newEpoch: boolean;
  /** Where that goes which only the topic has; needed with a new epoch where there is any. */
  readonly keep: string | undefined;
}

export interface CarriedOut {
  readonly added: number;
  readonly kept: number;
  /** Of the history that the ledger is of now. */
  readonly epoch: string;
  /** Where the views end now, where they were cut. */
  readonly viewsCutAfter?: number;
  /** By what is stored now. */
  readonly checks: readonly Check[];
}

/** Does what the plan says. Interrupted anywhere, the next plan goes on from there. */
export async function carryOut(
  plan: Plan,
  place: CarryOutPlace,
  { newEpoch, keep }: Wanted,
  report: SurveyReport,
): Promise<CarriedOut> {
  const { client } = place.still;
  const { take, left, last } = plan.topic;
  if (plan.takesOn !== undefined) await takeOnEpoch(client, plan.takesOn);
  if (take !== undefined) await add(take, place, report);
  const checks = take === undefined ? plan.checks : await checkStored(plan, place, report);
  let epoch = epochOf(plan);
  let kept = 0;
  if (newEpoch) {
    if (left !== undefined && keep !== undefined) kept = await keepLeft(left, keep, place, report);
    epoch = (await beginEpoch(client, plan.isGivenUp ? undefined : last)).id;
  }
  const { views } = plan;
  if (views.epoch === undefined || (!newEpoch && !isViewsBehindEpoch(plan)))
    return { added: sizeOf(take), kept, epoch, checks };
  const after = Math.min(views.position, (views.fork ?? Infinity) - 1);
  await cutViews(
    place.cut,
    { after, epoch },
    {
      signal: report.signal,
      onProgress: ({ done, total }) => report.onProgress('folding stories anew', done, total),
    },
  );
  return { added: sizeOf(take), kept, epoch, viewsCutAfter: after, checks };
}

const sizeOf = (stretch: Stretch | undefined): number => (stretch === undefined ? 0 : stretch.to - stretch.from + 1);

const batchEvents = 500;
const batchBytes = 4 * 1024 * 1024;

async function add(take: Stretch, { bus, still }: CarryOutPlace, report: SurveyReport): Promise<void> {
  let held: CommittedEvent[] = [];
  let first: TopicRecord['event'] | undefined;
  const append = async (isAll: boolean) => {
    for (;;) {
      const size = sizeOfBatch(held, isAll);
      if (size === 0) return;
      report.signal.throwIfAborted();
      await appendRecorded(still.client, held.slice(0, size));
      const end = held[size - 1]?.position ?? 0;
      held = held.slice(size);
      report.onProgress('adding', end - take.from + 1, sizeOf(take));
    }
  };
  await eachOf(take, bus, report.signal, async (records) => {
    for (const { event } of records) {
      first = first?.commit === event.commit ? first : event;
      held.push(committed(event, first));
    }
    await append(false);
  });
  await append(true);
  if (first?.position === undefined || held.length > 0) throw new Error('the topic changed while it was read');
}

/** Whole commits, of about as many events and bytes as a batch has, and at least one; none, where more may come. */
function sizeOfBatch(events: readonly CommittedEvent[], isAll: boolean): number {
  let bytes = 0;
  let whole = 0;
  for (const [at, { position, commit, data }] of events.entries()) {
    bytes += data.length;
    if (position !== commit) continue;
    whole = at + 1;
    if (whole >= batchEvents || bytes >= batchBytes) return whole;
  }
  return isAll ? whole : 0;
}

async function keepLeft(left: Stretch, path: string, { bus }: CarryOutPlace, report: SurveyReport): Promise<number> {
  const file = await KeptEvents.open(path);
  let count = 0;
  await eachOf(left, bus, report.signal, async (records) => {
    await file.add(records);
    count += records.length;
    report.onProgress('keeping', count, sizeOf(left));
  });
  await file.close();
  return count;
}

/** Each event of a stretch of the topic once, in order. */
async function eachOf(
  { from, to, offset }: Stretch,
  bus: CarryOutPlace['bus'],
  signal: AbortSignal,
  onRecords: (records: readonly TopicRecord[]) => Promise<void>,
): Promise<void> {
  let reached = from - 1;
  await scanTopic(bus, offset, {
    signal,
    onRecords: async (records) => {
      const next = records.filter(({ event: { position } }) => {
        const isNext = position > reached && position <= to;
        if (isNext) reached = position;
        return isNext;
      });
      if (next.length > 0) await onRecords(next);
    },
  });
}

/** Hashes the ledger again, as it is stored now. */
async function checkStored(plan: Plan, { ledger, checkpoints }: CarryOutPlace, report: SurveyReport) {
  const signed = await readSignedCheckpoints(checkpoints, plan.ledger.epoch);
  const chain = new LeafChain(signed.map(({ size }) => size));
  const head = await readHead(ledger);
  await readLedger(ledger, head, chain, (_events, done) => {
    report.onProgress('verifying', done, head);
    report.signal.throwIfAborted();
    return Promise.resolve();
  });
  return checkAll(signed, chain, endOf(plan));
}
