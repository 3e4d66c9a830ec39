import type pg from 'pg';
import { NotaryFault } from '#apps/notary';
import { RecordReader, connectKafka, scanTopic, Topic } from '#bus';
import type { BusOptions, TopicRecord } from '#bus';
import { StoppingError } from '#errors';
import { isGivenUp, readCommitted, readCurrentEpoch, readEpochs, readHead } from '#ledger';
import type { CommittedEvent } from '#ledger';
import { findLogFork, readPlace } from '#views';
import { LeafChain } from './leaf-chain.js';
import type { Check, Plan, TopicFindings, ViewsFindings } from './plan.js';
import { TopicReading } from './read-topic.js';
import type { RecoverPhase } from './recover-line.js';
import { readSignedCheckpoints } from './signed-checkpoints.js';
import type { CheckpointPlaces, Signed } from './signed-checkpoints.js';

export interface RecoverPlaces {
  readonly ledger: pg.Pool;
  readonly views: pg.Pool;
  readonly bus: BusOptions;
  readonly checkpoints: CheckpointPlaces;
}

export interface SurveyReport {
  readonly onProgress: (phase: RecoverPhase, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Reads ledger, topic, views and checkpoints, and tells what can be done. Writes nothing. Throws a StoppingError. */
export async function survey(places: RecoverPlaces, report: SurveyReport): Promise<Plan> {
  const { ledger, bus } = places;
  const [epoch, epochs, head] = [await readCurrentEpoch(ledger), await readEpochs(ledger), await readHead(ledger)];
  const signed = await readSignedCheckpoints(places.checkpoints, epoch);
  const chain = new LeafChain(signed.map(({ size }) => size));
  const views = await ViewsReading.open(places.views);
  await readLedger(ledger, head, chain, async (events, done) => {
    report.onProgress('reading the ledger', done, head);
    await views.add(events);
    report.signal.throwIfAborted();
  });
  const last = await readLast(bus);
  const isGiven = last !== undefined && (await isGivenUp(ledger, last));
  const reading = new TopicReading({ ledger, head, chain, onTaken: (events) => views.add(events) });
  if (!isGiven) {
    await scanTopic(bus, undefined, {
      signal: report.signal,
      onRecords: async (records) => {
        await reading.add(records);
        report.onProgress('reading the topic', records.at(-1)?.event.position ?? 0, last?.event.position ?? 0);
      },
    });
  }
  const isKnown = last === undefined || epochs.some(({ id }) => id === last.epoch);
  const found = reading.end();
  if (!isKnown && !isGiven && reading.common === 0 && (head > 0 || found.take === undefined)) {
    throw new StoppingError(
      `The topic ${bus.topic} holds history ${last.epoch}, which has nothing in common with this ledger: set NEWSLEDGER_TOPIC to ` +
        "the ledger's own topic.",
    );
  }
  const checked = (isTaken: boolean) => checkAll(signed, chain, isTaken ? (found.take?.to ?? head) : head);
  const isOlder = !isGiven && isKnown && last !== undefined && last.epoch !== epoch.id;
  const topic = refuse(found, head, isOlder, checked(true));
  const end = topic.take?.to ?? head;
  const takesOn = !isKnown && (topic.take !== undefined || topic.fork === undefined) ? last.epoch : undefined;
  requireOrigin(signed, places.checkpoints.ledgerName, takesOn ?? epoch.id);
  const viewsFound = views.end(end);
  requireKnownViews(viewsFound, [...epochs.map(({ id }) => id), last?.epoch]);
  return {
    ledger: { position: head, epoch },
    topicName: bus.topic,
    topic,
    isGivenUp: isGiven,
    takesOn,
    checks: checked(!isOlder),
    views: viewsFound,
  };
}

/** Hands over the whole ledger in order, and adds it to the chain. Throws a StoppingError where it contradicts itself. */
export async function readLedger(
  ledger: pg.Pool,
  head: number,
  chain: LeafChain,
  onEvents: (events: readonly CommittedEvent[], done: number) => Promise<void>,
): Promise<void> {
  while (chain.size < head) {
    const page = (await readCommitted(ledger, chain.size)).filter(({ position }) => position <= head);
    try {
      if (page.length === 0) throw new NotaryFault(`The ledger lacks position ${chain.size + 1}.`);
      chain.add(page);
    } catch (error) {
      if (!(error instanceof NotaryFault)) throw error;
      throw new StoppingError(`The ledger itself is not sound, so nothing can be added to it: ${error.message}`);
    }
    await onEvents(page, chain.size);
  }
}

async function readLast(bus: BusOptions): Promise<TopicRecord | undefined> {
  const kafka = connectKafka(bus);
  const topic = await Topic.connect(kafka, bus);
  const reader = new RecordReader(kafka, bus.topic);
  try {
    const extent = await topic.extent();
    if (extent !== undefined && extent.partitions !== 1) {
      throw new StoppingError(
        `The topic ${bus.topic} has ${extent.partitions} partitions: it is no topic of a ledger.`,
      );
    }
    return extent === undefined || extent.first === extent.end ? undefined : await reader.read(extent.end - 1);
  } finally {
    await Promise.all([reader.close(), topic.close()]);
  }
}

/** Nothing is taken from a topic of a history that was left behind, nor what would contradict what was signed. */
function refuse(found: TopicFindings, head: number, isOlder: boolean, checks: readonly Check[]): TopicFindings {
  const isUnsigned = checks.some(({ outcome }) => outcome.found === 'differs');
  const { take, fork, left, ...topic } = found;
  if (fork?.reason === 'differs' || (!isOlder && !(isUnsigned && take !== undefined))) return found;
  const from = head + 1;
  const offset = take?.offset ?? left?.offset;
  return {
    ...topic,
    take: undefined,
    fork: { reason: isOlder ? 'older-epoch' : 'unsigned', position: from },
    left: offset === undefined ? undefined : { from, to: topic.position, offset },
  };
}

export function checkAll(signed: readonly Signed[], chain: LeafChain, end: number): readonly Check[] {
  return signed.map(({ source, origin, size, root, signedAt }) => {
    const computed = size <= end ? chain.roots.get(size) : undefined;
    const named = {
      source,
      origin,
      size,
      root: root.toString('base64'),
      ...(signedAt === undefined ? {} : { signedAt }),
    };
    if (computed === undefined) return { ...named, outcome: { found: 'beyond', end } };
    if (computed.equals(root)) return { ...named, outcome: { found: 'holds' } };
    return { ...named, outcome: { found: 'differs', root: computed.toString('base64') } };
  });
}

function requireOrigin(signed: readonly Signed[], ledger: string, epoch: string): void {
  const origin = `${ledger}/${epoch}`;
  const other = signed.find((one) => one.source === 'file' && one.origin !== origin);
  if (other !== undefined) {
    throw new StoppingError(`The checkpoint of the file is of ${other.origin}, and what is recovered is ${origin}.`);
  }
}

function requireKnownViews({ epoch }: ViewsFindings, known: readonly (string | undefined)[]): void {
  if (epoch === undefined || known.includes(epoch)) return;
  throw new StoppingError(
    `The views were folded from history ${epoch}, which neither the ledger nor the topic knows: point VIEWS_DATABASE_URL at ` +
      'the views of this ledger, or at an empty database.',
  );
}

/** The log of the views beside what the ledger holds, or will hold. */
class ViewsReading {
  private fork: number | undefined;

  private constructor(
    private readonly pool: pg.Pool,
    private readonly position: number,
    private readonly epoch: string | undefined,
  ) {}

  static async open(pool: pg.Pool): Promise<ViewsReading> {
    const { position, epoch } = await readPlace(pool);
    return new ViewsReading(pool, position, epoch);
  }

  async add(events: readonly CommittedEvent[]): Promise<void> {
    this.fork ??= await findLogFork(this.pool, events, this.position);
  }

  end(ledgerEnd: number): ViewsFindings {
    const { position, epoch, fork } = this;
    const beyond = position > ledgerEnd ? ledgerEnd + 1 : undefined;
    const first = Math.min(fork ?? Infinity, beyond ?? Infinity);
    return { position, epoch, fork: first === Infinity ? undefined : first };
  }
}
