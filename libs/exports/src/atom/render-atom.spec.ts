import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { parseAtomFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { hostileTexts } from '../hostile-text.js';
import { recorded, respelt, viewOf, wholeStory } from '../story-view-examples.js';
import type { SentFact } from '../story-view-examples.js';
import type { StoryView } from '../story-view.js';
import { renderAtom } from './render-atom.js';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly published: string;
  readonly author?: readonly { readonly name: string; readonly uri?: string }[];
  readonly link: readonly { readonly rel: string; readonly href: string }[];
  readonly content: { readonly '#text': string; readonly type: string };
}

interface Feed {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly author: readonly { readonly name: string }[];
  readonly link: readonly { readonly rel: string; readonly href: string }[];
  readonly entry: readonly Entry[];
  readonly 'at:deleted-entry'?: readonly {
    readonly ref: string;
    readonly when: string;
    readonly 'at:comment': object;
  }[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: { enabled: true, maxTotalExpansions: 100_000, maxExpandedLength: 10_000_000 },
  htmlEntities: true,
  isArray: (name) => ['entry', 'author', 'link', 'at:deleted-entry'].includes(name),
});

function read(view: StoryView): Feed {
  const xml = renderAtom(view);
  // Throws at the first fault.
  new SaxesParser({ xmlns: true }).write(xml).close();
  const { feed } = parser.parse(xml) as { feed: Feed };
  return { ...feed, entry: (feed as Partial<Feed>).entry ?? [] };
}

const entryOf = (feed: Feed, id: string) => feed.entry.find((one) => one.id === `urn:newsledger:main:troops:${id}`);
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

// XML holds these by no means, and the parsers of readers take a line break for a line feed.
const inXml = (text: string) => text.replace(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

describe('a story as an Atom feed', () => {
  let view: StoryView;
  let feed: Feed;

  beforeAll(async () => {
    view = await viewOf(recorded(wholeStory));
    feed = read(view);
  });

  test('has what RFC 4287 asks of a feed and of each entry', () => {
    expect(feed).toMatchObject({
      id: 'urn:newsledger:main:troops',
      title: 'The troops',
      updated: '2024-10-28T21:00:15.000000Z',
      author: [{ name: 'Newsledger (main)' }],
    });
    expect(feed.link.map(({ rel }) => rel)).toEqual(['self', 'alternate']);
    expect(new Set(feed.entry.map(({ id }) => id)).size).toBe(feed.entry.length);
    for (const { id, title, updated, published, content } of feed.entry) {
      expect(id).toMatch(/^urn:newsledger:main:troops:[a-z-]+$/);
      expect(title).not.toBe('');
      expect([updated, published]).toEqual([expect.stringMatching(instant), expect.stringMatching(instant)]);
      expect(updated >= published).toBe(true);
      expect(content.type).toBe('text');
    }
  });

  test('is read by a feed reader', () => {
    const read = parseAtomFeed(renderAtom(view));
    expect(read.title).toMatchObject({ value: 'The troops' });
    expect(read.entries?.map(({ id }) => id)).toEqual(feed.entry.map(({ id }) => id));
    expect(read.entries?.every(({ updated, title, links }) => [updated, title, links].every((part) => part))).toBe(
      true,
    );
  });

  test('tells a fact, who said it, and where it stands', () => {
    const entry = entryOf(feed, 'says');
    expect(entry).toMatchObject({
      title: 'Troops were sent',
      author: [{ name: 'Sabrina Singh, deputy spokeswoman, Pentagon' }],
      link: [
        { rel: 'alternate', href: 'https://news.example/stories/troops#says' },
        { rel: 'related', href: 'https://news.example/v1/stories/troops/facts/says' },
        { rel: 'via', href: 'https://example.org/report' },
      ],
    });
    expect(entry?.content['#text']).toContain('US Department of Defense said, as a belief: Troops were sent; said by');
    expect(entryOf(feed, 'first')?.author).toMatchObject([
      { name: 'US Department of Defense', uri: 'http://www.wikidata.org/entity/Q11209' },
    ]);
    expect(entryOf(feed, 'claim')).not.toHaveProperty('author');
  });

  test('tells a correction in the entry that it mended, which is newer for it', () => {
    const entry = entryOf(feed, 'second');
    expect(entry?.updated).toBe('2024-10-28T21:00:12.000000Z');
    expect(entry?.content['#text']).toContain(', in the west, ');
    expect(entry?.content['#text']).toContain('Its scope was “in the east”, and is “in the west”.');
  });

  test('leaves a tombstone for what was taken back, and no entry', () => {
    expect(entryOf(feed, 'warns')).toBeUndefined();
    expect(feed['at:deleted-entry']).toEqual([
      {
        ref: 'urn:newsledger:main:troops:warns',
        when: '2024-10-28T21:00:14.000000Z',
        'at:comment': { '#text': 'It was another story', type: 'text' },
        '#text': expect.any(String) as string,
      },
    ]);
    expect(renderAtom(view)).not.toContain('It will grow');
  });

  test('holds any text, and gives it back', async () => {
    await fc.assert(
      fc.asyncProperty(hostileTexts, async (texts) => {
        let at = 0;
        const hostile = await viewOf(recorded(respelt(wholeStory, () => texts[at++ % texts.length] ?? 'x')));
        const found = read(hostile);
        expect(found.title).toBe(inXml(hostile.header.title));
        expect(found.entry).toHaveLength(hostile.facts.length - 1);
        for (const { key, kind, doc } of hostile.facts) {
          const entry = entryOf(found, key);
          if (kind === 'claim') expect(entry?.title).toBe(inXml(doc.data.proposition));
          if (kind === 'source') expect(entry?.author?.[0]?.name).toBe(inXml(doc.data.publisher ?? ''));
        }
      }),
      { numRuns: 50 },
    );
  });
});

const fixed: readonly SentFact[] = [
  ...wholeStory.filter(({ id }) => id !== 'withdrawn'),
  { id: 'third', type: 'EstimateRevised', data: { ...revisionOf('second') } },
  { id: 'fourth', type: 'EstimateRevised', data: { ...revisionOf('third') } },
  { id: 'takes-third', type: 'FactRetracted', data: { fact: 'third', reason: 'x' } },
  { id: 'takes-fourth', type: 'FactRetracted', data: { fact: 'fourth', reason: 'x' } },
  correction('mends-says', 'says', { when: { wording: 'Tuesday', basis: 'stated' } }),
  correction('mends-claim', 'claim', { proposition: 'Troops are near Kursk' }),
  correction('mends-first', 'first', { quantity: { value: 3, unit: 'troops' } }),
  correction('mends-article', 'article', { url: 'https://example.org/other' }),
  { id: 'takes-article', type: 'FactRetracted', data: { fact: 'article', reason: 'x' } },
  correction('mends-call', 'call', { what: 'They met' }),
];

function revisionOf(revises: string) {
  const metric = { id: 'troops', label: 'Troops in Russia', unit: 'troops' };
  return { metric, revises, cause: 'new-information', quantity: { value: 7, unit: 'troops' }, saidIn: 'says' };
}

function correction(id: string, fact: string, patch: object): SentFact {
  return { id, type: 'FactCorrected', data: { fact, patch, reason: 'A slip' } };
}

test('an entry that reads otherwise than before is as new as the event that made it so, and first in the feed', async () => {
  const events = recorded(fixed);
  let before: Feed | undefined;
  for (let count = 1; count <= events.length; count += 1) {
    const now = read(await viewOf(events.slice(0, count)));
    const changed = now.entry.filter(
      (entry) => JSON.stringify(entry) !== JSON.stringify(before?.entry.find(({ id }) => id === entry.id)),
    );
    for (const { id, updated } of changed) expect([id, updated]).toEqual([id, events[count - 1]?.recordedAt]);
    expect(now.entry.slice(0, changed.length)).toEqual(changed);
    before = now;
  }
});
