import { tellTime } from '#views';
import { wrap } from '../wrap.js';

export interface RecordedEvent {
  readonly position: number;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly data: { readonly reason?: string; readonly fact?: string };
}

/** The record itself, an event a line, in the order that it was recorded. */
export function tellRecord(events: readonly RecordedEvent[]): string[] {
  let heading = '';
  return events.flatMap(({ version, position, id, type, recordedAt, recordedBy, data }) => {
    const moment = `${tellTime(recordedAt)}, by ${recordedBy}`;
    const lines = moment === heading ? [] : [`  ${moment}`];
    heading = moment;
    const of = data.fact === undefined ? '' : ` of ${data.fact}`;
    const because = data.reason === undefined ? '' : `: ${data.reason}`;
    return [...lines, ...wrap(`${version}. ${type}${of}${because} [${id}], position ${position}`, 4, 6)];
  });
}
