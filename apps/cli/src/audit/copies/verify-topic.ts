import type pg from 'pg';
import { ForeignRecordError, scanTopic } from '#bus';
import type { BusOptions, TopicRecord } from '#bus';
import { readExtent, readSpan } from '#ledger';
import { AuditFault } from '#proof';
import { differenceOf } from './event-difference.js';

export interface TopicPlace {
  readonly ledger: pg.Pool;
  readonly epoch: string;
  readonly topic: BusOptions;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares every record of the topic with the ledger, field by field. Answers the last position of the topic, or undefined
 * where there is no topic. Throws an AuditFault.
 */
export async function verifyTopic({
  ledger,
  epoch,
  topic,
  onProgress,
  signal,
}: TopicPlace): Promise<number | undefined> {
  let reached = 0;
  const compare = async (records: readonly TopicRecord[], end: number) => {
    const positions = records.map(({ event }) => event.position);
    const events = await readSpan(ledger, Math.min(...positions) - 1, Math.max(...positions));
    const byPosition = new Map(events.map((event) => [event.position, event]));
    for (const { event: copy, epoch: history, offset } of records) {
      const { position, story } = copy;
      const where = { what: 'topic', position, story } as const;
      if (history !== epoch) {
        const detail = `The record at offset ${offset} of the topic is of another history than the ledger.`;
        throw new AuditFault({ ...where, detail, expected: epoch, found: history });
      }
      if (position > reached + 1) throw lacks(reached + 1, position);
      const event = byPosition.get(position);
      if (event === undefined) {
        const last = (await readExtent(ledger))?.last ?? 0;
        const facts = { expected: 'an event in the ledger', found: `a ledger that ends at position ${last}` };
        throw new AuditFault({
          ...where,
          ...facts,
          detail: `The topic has position ${position}, and the ledger has not.`,
        });
      }
      const difference = differenceOf(event, copy);
      if (difference !== undefined) {
        const { field, ...facts } = difference;
        throw new AuditFault({ ...where, ...facts, detail: `Position ${position} has another ${field} on the topic.` });
      }
      reached = Math.max(reached, position);
    }
    onProgress((records.at(-1)?.offset ?? 0) + 1, end);
  };
  try {
    const extent = await scanTopic(topic, undefined, { onRecords: compare, signal });
    return extent === undefined ? undefined : reached;
  } catch (error) {
    if (!(error instanceof ForeignRecordError)) throw error;
    throw new AuditFault({ what: 'topic', detail: `The topic is not only ours: ${error.message}.` });
  }
}

const lacks = (position: number, found: number): AuditFault =>
  new AuditFault({
    ...{ what: 'topic', position, expected: `position ${position}`, found: `position ${found}` },
    detail: `The topic lacks position ${position}.`,
  });
