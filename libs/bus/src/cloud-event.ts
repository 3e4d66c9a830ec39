import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { schemaPath } from '#events';
import type { EventId, Position, StoredEvent, StoryId, Version } from '#events';

/** What the headers say beside the event. */
export interface HistoryName {
  readonly ledger: string;
  readonly epoch: string;
  /** The base of the addresses of schemas. */
  readonly publicUrl: string;
}

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
export function toMessage(event: StoredEvent, { ledger, epoch, publicUrl }: HistoryName): Message {
  const headers: IHeaders = {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: `urn:newsledger:${ledger}:${event.story}`,
    ce_type: `newsledger.${event.type}.v${event.schemaVersion}`,
    ce_subject: event.story,
    ce_time: event.recordedAt,
    ce_dataschema: publicUrl + schemaPath(event.type, event.schemaVersion),
    'content-type': 'application/json',
    ce_position: String(event.position),
    ce_version: String(event.version),
    ce_commit: String(event.commit),
    ce_epoch: epoch,
    ce_recordedby: event.recordedBy,
    ce_salt: event.salt,
    ce_schemaversion: String(event.schemaVersion),
  };
  if (event.publishedAt !== undefined) headers['ce_publishedat'] = event.publishedAt;
  if (event.actor !== undefined) headers['ce_actor'] = event.actor;
  if (event.correlationId !== undefined) headers['ce_correlationid'] = event.correlationId;
  if (event.causationId !== undefined) headers['ce_causationid'] = event.causationId;
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
