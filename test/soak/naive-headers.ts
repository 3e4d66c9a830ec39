import type { LedgerEvent, NaiveRow } from './naive-fold.js';
import { patched } from './naive-patch.js';

type Data = Record<string, unknown>;

const ofHeader = ['StoryOpened', 'StoryRetitled', 'StorySummarised', 'StoryClosed', 'StoryReopened', 'FactCorrected'];

/** The header of every story after each event that changes it, told anew each time from all events so far. */
export function naiveHeaders(events: readonly LedgerEvent[]): NaiveRow[] {
  const stories = new Map<string, LedgerEvent[]>();
  for (const event of events) {
    const known = stories.get(event.story);
    if (known === undefined) stories.set(event.story, [event]);
    else known.push(event);
  }
  return [...stories].flatMap(([story, all]) => {
    const rows: { since: number; until: number | null; doc: Data }[] = [];
    const told = all.filter(({ type }) => ofHeader.includes(type));
    for (const [at, { position, type }] of told.entries()) {
      const doc = headerAfter(told.slice(0, at + 1));
      const last = rows.at(-1);
      // A correction of anything else leaves the header alone; what speaks to it begins a row, even one that is equal.
      if (type === 'FactCorrected' && JSON.stringify(last?.doc) === JSON.stringify(doc)) continue;
      if (last !== undefined) last.until = position;
      rows.push({ since: position, until: null, doc });
    }
    return rows.map((row) => ({ story, kind: 'header', key: '*', ...row }));
  });
}

function headerAfter(events: readonly LedgerEvent[]): Data {
  const facts = new Map<string, { type: string; data: Data }>();
  for (const { id, type, data } of events) {
    const read = JSON.parse(data) as Data;
    const target = type === 'FactCorrected' ? facts.get(read['fact'] as string) : undefined;
    if (target !== undefined) target.data = patched(target.data, read['patch']) as Data;
    else if (type !== 'FactCorrected') facts.set(id, { type, data: read });
  }
  const [openedBy = '', opening] = [...facts][0] ?? [];
  const last = (...types: string[]) => [...facts].findLast(([, { type }]) => types.includes(type));
  const [titledBy, titled] = last('StoryOpened', 'StoryRetitled') ?? [];
  const [summarisedBy, summed] = last('StorySummarised') ?? [openedBy, opening];
  const { summary, lead, keyFacts } = summed?.data ?? {};
  const doc: Data = {
    status: last('StoryClosed', 'StoryReopened')?.[1].type === 'StoryClosed' ? 'closed' : 'open',
    title: titled?.data['title'],
    titledBy,
    language: opening?.data['language'],
    openedBy,
    openedAt: events[0]?.recorded_at,
    ...(summary === undefined ? {} : { summary, summarisedBy, lead, keyFacts }),
  };
  return JSON.parse(JSON.stringify(doc)) as Data;
}
