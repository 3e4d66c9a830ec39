import { readFact } from '#events';
import type { ToldChange } from '#views';
import { legible, legibleLine } from '../legible.js';
import { wrap } from '../wrap.js';
import { eventWords } from './event-words.js';
import type { StreamMessage } from './message-reader.js';

interface FollowedEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly schemaversion: number;
  readonly data: object;
}

interface FollowedChange {
  readonly story: string;
  readonly change: ToldChange;
}

/** A message in lines of a terminal; none where it says nothing but where the stream is, or what was known before. */
export type TellMessage = (message: StreamMessage) => readonly string[];

const isTold = ({ event }: StreamMessage) => event !== 'position' && event !== 'snapshot';

export const tellJson: TellMessage = (message) => (isTold(message) ? [legibleLine(message.data)] : []);

/** One event, one line: when, of which story, what it is, its id, and its words in short. */
export const tellEvent: TellMessage = (message) => {
  if (!isTold(message)) return [];
  const { id, type, subject, time, schemaversion, data } = JSON.parse(message.data) as FollowedEvent;
  const name = type.replace(/^newsledger\.(.+)\.v\d+$/, '$1');
  const fact = readFact({ type: name, schemaVersion: schemaversion, data: JSON.stringify(data) });
  const words = fact === undefined ? [] : [eventWords(fact)];
  return [legible([secondOf(time), subject, name, id, ...words]).join('  ')];
};

/** Changes as sentences, those of one second and one story under one heading. */
export function changeTeller(): TellMessage {
  let heading = '';
  return (message) => {
    if (!isTold(message)) return [];
    const { story, change } = legible(JSON.parse(message.data) as FollowedChange);
    const moment = `${secondOf(change.recordedAt)}  ${story}`;
    const lines = moment === heading ? [] : [moment];
    heading = moment;
    return [...lines, ...wrap(`${change.version}. ${change.sentence}`), ''];
  };
}

const secondOf = (time: string) => time.replace(/\.\d+Z$/, 'Z');
