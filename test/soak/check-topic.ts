import { deepStrictEqual, ok } from 'node:assert/strict';
import type { KafkaMessage } from 'kafkajs';
import type { StoredRow } from './check-ledger.js';

/** Every event is on the topic at least once, in order, and the topic goes back only to repeat. Answers the repeats. */
export function checkTopic(messages: readonly KafkaMessage[], events: readonly StoredRow[]): number {
  let reached = 0;
  for (const message of messages) {
    const header = (name: string) => message.headers?.[name]?.toString();
    const position = Number(header('ce_position'));
    ok(position <= reached + 1, `offset ${message.offset} jumps from position ${reached} to ${position}`);
    reached = Math.max(reached, position);
    const event = events[position - 1];
    deepStrictEqual(
      [
        message.key?.toString(),
        header('ce_id'),
        Number(header('ce_version')),
        Number(header('ce_commit')),
        header('ce_type'),
        header('ce_time'),
        header('ce_salt'),
        message.value?.toString(),
      ],
      [
        event?.story,
        event?.id,
        event?.version,
        event?.commit,
        `newsledger.${event?.type ?? ''}.v${event?.schema_version ?? ''}`,
        event?.recorded_at,
        event?.salt,
        event?.data,
      ],
      `the record at offset ${message.offset} is not the event at position ${position}`,
    );
  }
  ok(reached === events.length, `the topic ends at position ${reached}, the ledger at ${events.length}`);
  return messages.length - events.length;
}
