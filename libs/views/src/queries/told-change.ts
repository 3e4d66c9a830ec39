import type { Change } from '../changes.js';
import { tellChange } from '../tell/tell-change.js';

export type ToldChange = Change & {
  readonly position: number;
  readonly version: number;
  readonly id: string;
  /** When it became known here. */
  readonly recordedAt: string;
  readonly publishedAt?: string;
  /** A title, a summary, a link or a source: what a page may fold. */
  readonly minor?: true;
  readonly sentence: string;
};

/** A change as it is kept, with what the record says of its event. */
export interface RecordedChange {
  readonly position: number;
  readonly version: number;
  readonly id: string;
  readonly recorded_at: string;
  readonly published_at: string | null;
  readonly doc: Change;
}

const smallEdits = ['retitled', 'summarised', 'linked', 'filed'];

export function toldChangeOf({ doc, position, version, id, recorded_at, published_at }: RecordedChange): ToldChange {
  return {
    ...doc,
    position,
    version,
    id,
    recordedAt: recorded_at,
    ...(published_at === null ? {} : { publishedAt: published_at }),
    ...(smallEdits.includes(doc.change) ? { minor: true as const } : {}),
    sentence: tellChange(doc, { recordedAt: recorded_at }),
  };
}
