import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { canonicalJson, eventId } from '#events';
import type { NewEvent } from '#events';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { Stage } from '../stage/stage.js';

export const eventsOfStory = 100;

const opening = (type: 'StoryOpened' | 'SourceFiled', id: string, data: object): NewEvent =>
  ({ type, data, id: eventId(id), schemaVersion: 1, bytes: canonicalJson(data) }) as NewEvent;

const first: readonly NewEvent[] = [
  opening('StoryOpened', 'story', { title: 'North Korean troops in Russia', language: 'en' }),
  opening('SourceFiled', 'article', { title: 'News report on North Korean troops in Russia' }),
];

/** The events of an archive, with their stories: a hundred a story, told story after story as an archive has them. */
export function* archive(estimates: ReadyEstimates, events: number): Generator<readonly [string, NewEvent]> {
  for (let count = 0; count < events; count += 1) {
    const story = `story-${Math.floor(count / eventsOfStory)}`;
    yield [story, first[count % eventsOfStory] ?? estimates.take()];
  }
}

/** Archives as files of newline-delimited JSON, each size once. */
export class ArchiveFiles {
  private readonly files = new Map<number, Promise<string>>();

  constructor(
    private readonly stage: Stage,
    private readonly estimates: ReadyEstimates,
  ) {}

  of(events: number): Promise<string> {
    const file = this.files.get(events) ?? this.write(events);
    this.files.set(events, file);
    return file;
  }

  private async write(events: number): Promise<string> {
    const path = join(this.stage.folder, `archive-${events}.ndjson`);
    const file = createWriteStream(path);
    for (const [story, { id, type, bytes }] of archive(this.estimates, events)) {
      const isFull = !file.write(`{"story":"${story}","id":"${id}","type":"${type}","data":${bytes}}\n`);
      if (isFull) await once(file, 'drain');
    }
    file.end();
    await once(file, 'finish');
    return path;
  }
}
