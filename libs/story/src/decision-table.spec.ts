import type { EventType, NewEvent } from '#events';
import { closedStory, openStory, openStoryWith } from './decision-facts.js';
import { afterthoughts, places } from './decision-places.js';
import { byFact, byStatus, refusals, uses } from './decision-table.js';
import type { Use } from './decision-table.js';
import {
  closed,
  corrected,
  filed,
  issued,
  linked,
  opened,
  positioned,
  raised,
  reopened,
  reported,
  retitled,
  retracted,
  revised,
  stated,
  storyOf,
  summarised,
  verdictOn,
} from './story-examples.js';

// One of each that names facts as they should be named.
const examples: Readonly<Record<EventType, NewEvent>> = {
  StoryOpened: opened('new'),
  StoryRetitled: retitled('new'),
  StorySummarised: summarised('new', { lead: 'end', keyFacts: ['claim'] }),
  StoryLinked: linked('new'),
  StoryClosed: closed('new'),
  StoryReopened: reopened('new'),
  SourceFiled: filed('new'),
  EstimateIssued: issued('new', { saidIn: 'statement' }),
  EstimateRevised: revised('new', 'end'),
  StatementIssued: stated('new'),
  ClaimRaised: raised('new'),
  ClaimConfirmed: positioned('new', 'claim'),
  ClaimDenied: positioned('new', 'claim', {}, 'ClaimDenied'),
  ClaimLeftUnconfirmed: positioned('new', 'claim', {}, 'ClaimLeftUnconfirmed'),
  OccurrenceReported: reported('new'),
  FactCorrected: corrected('new', 'figure', { scope: 'other' }),
  FactRetracted: retracted('new', 'figure'),
};
const types = Object.keys(byStatus) as EventType[];
const stories = [storyOf(), openStory, closedStory];

describe.each(types)('%s', (type) => {
  test.each(['not opened', 'open', 'closed'].map((status, at) => [status, byStatus[type][at] ?? '', at] as const))(
    'for a story that is %s is %s',
    (_status, code, at) => {
      const verdict = code === 'accepted' ? code : [`${code} /events/0/type`];
      expect(verdictOn(stories[at] ?? storyOf(), examples[type])).toEqual(verdict);
    },
  );
});

const rows = byFact
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(/ +/))
  .map(([name = '', ...cells]) => ({ name, cells }));
const cellsFor = (use: Use) => rows.map(({ name, cells }) => [name, cells[uses.indexOf(use)] ?? ''] as const);
const verdictOf = (cell: string, pointer: string) =>
  cell === '+' ? 'accepted' : cell.split('').map((sign) => `${refusals[sign] ?? sign} /events/0/data/${pointer}`);

describe.each(places.map((place) => [place.event('nothing').type, place.pointer, place] as const))(
  '%s that names at %s',
  (_type, pointer, { use, event }) => {
    test.each(cellsFor(use))('%s: %s', (name, cell) => {
      expect(verdictOn(openStory, event(name))).toEqual(verdictOf(cell, pointer));
    });
  },
);

describe.each(
  [openStory, closedStory].flatMap((story, at) =>
    afterthoughts.map((place) => [place.event('x').type, at === 0 ? 'open' : 'closed', story, place] as const),
  ),
)('%s in a story that is %s', (_type, _status, story, { pointer, use, event }) => {
  test.each(cellsFor(use))('of %s: %s', (name, cell) => {
    expect(verdictOn(story, event(name))).toEqual(verdictOf(cell, pointer));
  });
});

// What makes a fact the fact that it is is not corrected, whatever it would name.
const identity = ['revises', 'claim'];
const changed = (pointer: string) => [`correction-changes-identity /events/0/data/patch/${pointer}`];
const mendedVerdict = (cell: string, pointer: string) => verdictOf(cell, `patch/${pointer}`);
const plain: Readonly<Partial<Record<EventType, NewEvent>>> = {
  StorySummarised: summarised('itself'),
  SourceFiled: filed('itself'),
  EstimateIssued: issued('itself'),
  EstimateRevised: revised('itself', 'current-after-two'),
  StatementIssued: stated('itself'),
  ClaimRaised: raised('itself'),
  ClaimConfirmed: positioned('itself', 'claim-corrected'),
  ClaimDenied: positioned('itself', 'claim-corrected', {}, 'ClaimDenied'),
  ClaimLeftUnconfirmed: positioned('itself', 'claim-corrected', {}, 'ClaimLeftUnconfirmed'),
  OccurrenceReported: reported('itself'),
};

/** The correction that adds a reference to a fact that has none, as the event would have held it. */
function mending(named: NewEvent, pointer: string): NewEvent {
  const [field = ''] = pointer.split('/');
  const { by, [field]: value } = named.data as unknown as Record<string, object | undefined>;
  // What may not stand beside the reference goes.
  if (field === 'saidIn') return corrected('new', 'itself', { saidIn: value, by: null });
  if (field !== 'by') return corrected('new', 'itself', { ...(by && { by }), [field]: value });
  return corrected('new', 'itself', { by: 'oneOf' in (by ?? {}) ? { ...by, parties: null, mode: null } : by });
}

describe.each(places.map((place) => [place.event('nothing').type, place.pointer, place] as const))(
  'a correction of %s that names at %s',
  (type, pointer, { use, event }) => {
    const story = openStoryWith(plain[type] ?? event('nothing'));
    test('is decided as the event itself', () => {
      const cells = cellsFor(use).filter(([name]) => name !== 'itself');
      expect(cells.map(([name]) => [name, verdictOn(story, mending(event(name), pointer))])).toEqual(
        cells.map(([name, cell]) => [
          name,
          identity.includes(pointer) ? changed(pointer) : mendedVerdict(cell, pointer),
        ]),
      );
    });
  },
);

describe('the table', () => {
  test('has a cell for every use of every fact', () => {
    expect(rows.every(({ cells }) => cells.length === uses.length)).toBe(true);
    const header = byFact.trim().split('\n')[0]?.trim().split(/ +/);
    expect(header).toEqual(uses);
    const named = rows.map(({ name }) => name).filter((name) => name !== 'nothing' && name !== 'itself');
    expect(named.filter((name) => !openStory.state.facts.has(name))).toEqual([]);
    const mentioned = [...openStory.state.facts.keys()].filter((id) => !/^(mending|taking)-/.test(id));
    expect([...named].sort()).toEqual(mentioned.sort());
  });
});
