import type { StoredEvent } from './envelope.js';
import { schemaPath } from './schema/event-schemas.js';

/** What the attributes say beside the event. */
export interface HistoryName {
  readonly ledger: string;
  readonly epoch: string;
  /** The base of the addresses of schemas. */
  readonly publicUrl: string;
}

/** An event without what makes its commitment unguessable. */
export type ShownEvent = Omit<StoredEvent, 'salt'>;

export type CloudEventAttributes = Readonly<Record<string, string | number>>;

/** The attributes of CloudEvents 1.0, but for the type of the data; what is unknown is absent. */
export function cloudEventAttributes(
  event: ShownEvent,
  { ledger, epoch, publicUrl }: HistoryName,
): CloudEventAttributes {
  const { publishedAt, actor, correlationId, causationId } = event;
  return {
    specversion: '1.0',
    id: event.id,
    source: `urn:newsledger:${ledger}:${event.story}`,
    type: `newsledger.${event.type}.v${event.schemaVersion}`,
    subject: event.story,
    time: event.recordedAt,
    dataschema: publicUrl + schemaPath(event.type, event.schemaVersion),
    position: event.position,
    version: event.version,
    commit: event.commit,
    epoch,
    recordedby: event.recordedBy,
    schemaversion: event.schemaVersion,
    ...(publishedAt === undefined ? {} : { publishedat: publishedAt }),
    ...(actor === undefined ? {} : { actor }),
    ...(correlationId === undefined ? {} : { correlationid: correlationId }),
    ...(causationId === undefined ? {} : { causationid: causationId }),
  };
}

/** CloudEvents 1.0 in structured mode: one line of JSON, whose `data` is the stored bytes. */
export function structuredCloudEvent(event: ShownEvent, history: HistoryName): string {
  const attributes = JSON.stringify({ ...cloudEventAttributes(event, history), datacontenttype: 'application/json' });
  return `${attributes.slice(0, -1)},"data":${event.data}}`;
}
