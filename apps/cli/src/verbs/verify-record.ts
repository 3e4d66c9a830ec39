import { StoppingError } from '#errors';
import { openPool, requireSchema, schemaName } from '#postgres';
import type { Settings } from '#process';
import { viewsSchema } from '#views';
import { withLedger } from '../audit/audit-desk.js';
import type { AuditDesk } from '../audit/audit-desk.js';
import { verifyLog } from '../audit/copies/verify-log.js';
import { verifyTopic } from '../audit/copies/verify-topic.js';
import { verifyViews } from '../audit/copies/verify-views.js';
import { findingOf } from '#proof';
import { verifyLedger } from '../audit/ledger/verify-ledger.js';
import type { EarlierHistory } from '../audit/ledger/earlier-tree.js';
import type { VerifiedLedger } from '../audit/ledger/verify-ledger.js';
import { appendMemory, recall } from '../audit/memory.js';
import { tellAudit } from '../audit/tell-audit.js';
import { readTrustedKeys } from '../audit/trusted-keys.js';
import type { VerifyOptions } from '../audit/verify-options.js';
import { findKafka } from '../embedded/find-kafka.js';
import { findPlaces } from '../embedded/find-places.js';

/** Checks ledger, tree, checkpoints, topic and views against each other, and against what an auditor remembers. */
export async function verifyRecord(settings: Settings, options: VerifyOptions): Promise<void> {
  const { key, against, remember, views = false, json = false } = options;
  const trusted = await readTrustedKeys(key);
  await withLedger(settings, 'verify', async (desk) => {
    const checked: string[] = [];
    const notes: string[] = [];
    let verified: VerifiedLedger | undefined;
    const finding = await findingOf(async () => {
      const memory = await recall(against, remember);
      const onProgress = (done: number, total: number) => desk.line.show({ phase: 'ledger', done, total });
      const { signal, place } = desk;
      verified = await verifyLedger(place, { trusted, memory, onProgress, signal });
      tellLedger(verified, memory.checkpoints.length, { checked, notes });
      if (memory.checkpoints.length === 0) notes.push(unremembered);
      await checkTopic(settings, desk, { checked, notes });
      await checkCopies(settings, desk, views, { checked, notes });
    });
    desk.line.end();
    const isWell = finding === undefined && verified?.note !== undefined;
    if (finding === undefined && verified?.note === undefined && remember !== undefined) {
      notes.push(`There is no checkpoint to be remembered: ${remember} is as it was.`);
    }
    if (isWell && verified?.note !== undefined && remember !== undefined) {
      await appendMemory(remember, verified.note, verified.keys);
      notes.push(
        `The checkpoint of ${verified.vouched} events is in ${remember} now: keep that apart from this machine.`,
      );
    }
    tellAudit(
      { ...(finding && { finding }), checked, notes, figures: verified === undefined ? {} : figures(verified) },
      json,
    );
  });
}

interface Said {
  readonly checked: string[];
  readonly notes: string[];
}

const unremembered =
  'An old copy put back, or a chain rewritten with the key, can only be seen against checkpoints of your own: ' +
  '--remember FILE keeps them, --against FILE demands them.';

const count = (events: number): string => `${events.toLocaleString('en-US')} ${events === 1 ? 'event' : 'events'}`;

function tellLedger(verified: VerifiedLedger, remembered: number, { checked, notes }: Said): void {
  const { head, vouched, checkpoints, epoch, earlier } = verified;
  const vouchers = [
    ...(checkpoints === 0 ? [] : [`${checkpoints} checkpoints`]),
    ...(remembered === 0 ? [] : [`${remembered} that you remember`]),
  ].join(' and ');
  const told = vouchers === '' ? 'none contradicts another' : `they are what ${vouchers} say`;
  checked.push(`${count(head)} of history ${epoch.id} were hashed again: ${told}.`);
  for (const one of earlier) tellEarlier(one, { checked, notes });
  if (checkpoints === 0) notes.push(`Nothing of history ${epoch.id} is signed yet: is the notary running?`);
  if (head > vouched) notes.push(`${count(head - vouched)} behind the last checkpoint are vouched for by nobody yet.`);
}

function tellEarlier({ epoch: { id }, signed, shared }: EarlierHistory, { checked, notes }: Said): void {
  if (signed === 0) {
    notes.push(`Of history ${id}, which was left, no checkpoint is kept: nothing of it was checked.`);
    return;
  }
  checked.push(`The tree of history ${id}, which was left, is what was signed of its ${count(signed)}.`);
  if (shared === signed) return;
  notes.push(
    `The ledger has the first ${shared} of them. Those behind are only hashes here, and could not be made again.`,
  );
}

async function checkTopic(
  settings: Settings,
  { place, line, signal }: AuditDesk,
  { checked, notes }: Said,
): Promise<void> {
  const kafka = settings.log === 'ledger' ? undefined : await findKafka(settings).catch(noKafka);
  if (kafka === undefined) {
    notes.push('There is no Kafka here: no topic was compared.');
    return;
  }
  const topic = { ...kafka, topic: settings.topic, clientId: 'newsledger-verify' };
  const onProgress = (done: number, total: number) => line.show({ phase: 'topic', done, total });
  const reached = await verifyTopic({ ledger: place.ledger, epoch: place.epoch.id, topic, onProgress, signal });
  if (reached === undefined) notes.push(`There is no topic ${settings.topic} yet.`);
  else checked.push(`The topic has ${count(reached)} of them, each field the same.`);
}

function noKafka(error: unknown): undefined {
  if (!(error instanceof StoppingError)) throw error;
}

async function checkCopies(
  settings: Settings,
  { place, line, signal }: AuditDesk,
  isFolded: boolean,
  { checked, notes }: Said,
): Promise<void> {
  const { views: url } = await findPlaces(settings);
  const database = { url, schema: schemaName(settings.prefix, viewsSchema), applicationName: 'newsledger verify' };
  const pool = openPool({ ...database, max: 2 });
  try {
    await requireSchema(pool, viewsSchema);
    const onProgress = (done: number, total: number) => line.show({ phase: 'log', done, total });
    const reached = await verifyLog({ ledger: place.ledger, views: pool, epoch: place.epoch.id, onProgress, signal });
    checked.push(`The views have ${count(reached)} of them, each field the same.`);
  } finally {
    await pool.end();
  }
  if (!isFolded) return;
  const why = await verifyViews(place.ledger, database, {
    onProgress: ({ done, total }) => line.show({ phase: 'views', done, total }),
    signal,
  });
  if (why === undefined) checked.push('Their rows are those that the ledger folds to.');
  else notes.push(`${why} Their rows were not compared.`);
}

function figures({ epoch, head, vouched, root, checkpoints, keys, earlier }: VerifiedLedger) {
  const histories = earlier.map(({ epoch: { id }, signed, shared }) => ({ epoch: id, size: signed, shared }));
  const figure = { epoch: epoch.id, events: head, size: vouched, root: root.toString('base64'), checkpoints, keys };
  return { ...figure, earlier: histories };
}
