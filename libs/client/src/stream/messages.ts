import type { Change, EventData } from '../api.js';

/** The attributes of an event beside its type and data: CloudEvents 1.0, with extensions. */
interface Attributes {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  /** The story. */
  readonly subject: string;
  /** When it became known. */
  readonly time: string;
  readonly dataschema: string;
  readonly datacontenttype: string;
  readonly position: number;
  readonly version: number;
  /** The position of the last event published together with this one. */
  readonly commit: number;
  readonly epoch: string;
  readonly recordedby: string;
  readonly schemaversion: number;
  readonly publishedat?: string;
  readonly actor?: string;
  readonly correlationid?: string;
  readonly causationid?: string;
}

/** An event of the record. Later servers may have more types: a switch over `type` needs a default. */
export type FollowedEvent = {
  readonly [Type in keyof EventData]: Attributes & { readonly type: Type; readonly data: EventData[Type] };
}[keyof EventData];

/** One row of the view of a story; a kind and a key name it. */
export interface Row {
  readonly kind: string;
  readonly key: string;
  readonly doc: Readonly<Record<string, unknown>>;
}

/** What one position changed in a story: told, and as rows that end, and then rows that begin. */
export interface Step {
  readonly story: string;
  readonly position: number;
  readonly version: number;
  readonly epoch: string;
  readonly change: Change;
  readonly ended: readonly Pick<Row, 'kind' | 'key'>[];
  readonly begun: readonly Row[];
}

export interface Snapshot {
  readonly story: string;
  readonly position: number;
  /** 0 where there is no such story yet. */
  readonly version: number;
  readonly rows: readonly Row[];
}
