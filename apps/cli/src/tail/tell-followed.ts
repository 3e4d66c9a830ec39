import type { FollowedEvent, Step } from '#client';
import { readFact } from '#events';
import { legible, legibleLine } from '../legible.js';
import { wrap } from '../wrap.js';
import { eventWords } from './event-words.js';

export const tellJson = (followed: FollowedEvent | Step): readonly string[] => [legibleLine(JSON.stringify(followed))];

/** One event, one line: when, of which story, what it is, its id, and its words in short. */
export function tellEvent({ id, type, subject, time, schemaversion, data }: FollowedEvent): readonly string[] {
  const name = type.replace(/^newsledger\.(.+)\.v\d+$/, '$1');
  const fact = readFact({ type: name, schemaVersion: schemaversion, data: JSON.stringify(data) });
  const words = fact === undefined ? [] : [eventWords(fact)];
  return [legible([secondOf(time), subject, name, id, ...words]).join('  ')];
}

/** Changes as sentences, those of one second and one story under one heading. */
export function changeTeller(): (step: Step) => readonly string[] {
  let heading = '';
  return (step) => {
    const { story, version, change } = legible(step);
    const moment = `${secondOf(change.recordedAt)}  ${story}`;
    const lines = moment === heading ? [] : [moment];
    heading = moment;
    return [...lines, ...wrap(`${version}. ${change.sentence}`), ''];
  };
}

const secondOf = (time: string) => time.replace(/\.\d+Z$/, 'Z');
