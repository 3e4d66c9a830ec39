import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { cloudEventAttributes } from '#events';
import type { EventId, HistoryName, Position, StoredEvent, StoryId, Version } from '#events';

/** An event as it stands on the topic. */
export interface TopicRecord {
  readonly offset: number;
  readonly epoch: string;
  readonly event: StoredEvent;
}

/** A record that no relay of ours wrote: the topic is not ours alone. */
export class ForeignRecordError extends Error {
  override readonly name = 'ForeignRecordError';
}

/** CloudEvents 1.0, binary content mode: attributes in `ce_` headers, the stored bytes of the data as value. */
export function toMessage(event: StoredEvent, history: HistoryName): Message {
  const attributes: Readonly<Record<string, string | number>> = {
    ...cloudEventAttributes(event, history),
    salt: event.salt,
  };
  const headers: IHeaders = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(attributes)) headers[`ce_${name}`] = String(value);
  return {
    key: event.story,
    value: event.data,
    headers,
    partition: 0,
    timestamp: String(Date.parse(event.recordedAt)),
  };
}

export function fromMessage(message: KafkaMessage): TopicRecord {
  const text = (name: string) => message.headers?.[name]?.toString();
  const needed = (name: string) => {
    const value = text(name);
    if (value !== undefined) return value;
    throw new ForeignRecordError(`the record at offset ${message.offset} has no ${name} header`);
  };
  const number = (name: string) => {
    const value = Number(needed(name));
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw new ForeignRecordError(`the record at offset ${message.offset} has no number in its ${name} header`);
  };
  const optional = <Name extends string>(name: Name, header: string) => {
    const value = text(header);
    return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
  };
  const type = /^newsledger\.(.+)\.v\d+$/.exec(needed('ce_type'))?.[1];
  if (type === undefined || message.value === null) {
    throw new ForeignRecordError(`the record at offset ${message.offset} is no event of a ledger`);
  }
  return {
    offset: Number(message.offset),
    epoch: needed('ce_epoch'),
    event: {
      position: number('ce_position') as Position,
      story: needed('ce_subject') as StoryId,
      version: number('ce_version') as Version,
      id: needed('ce_id') as EventId,
      commit: number('ce_commit') as Position,
      type,
      schemaVersion: number('ce_schemaversion'),
      recordedAt: needed('ce_time'),
      recordedBy: needed('ce_recordedby'),
      ...optional('publishedAt', 'ce_publishedat'),
      ...optional('actor', 'ce_actor'),
      ...optional('correlationId', 'ce_correlationid'),
      ...optional('causationId', 'ce_causationid'),
      data: message.value.toString(),
      salt: needed('ce_salt'),
    },
  };
}
