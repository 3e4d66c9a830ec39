import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import jsonld from 'jsonld';
import { hostileTexts } from '../hostile-text.js';
import { recorded, respelt, viewOf, wholeStory } from '../story-view-examples.js';
import type { StoryView } from '../story-view.js';
import { renderJsonLd } from './render-json-ld.js';

interface Node {
  readonly '@type'?: string;
  readonly '@id'?: string;
  readonly [property: string]: unknown;
}

interface Graph {
  readonly '@context': string;
  readonly '@graph': readonly Node[];
}

const graphOf = (view: StoryView) => JSON.parse(renderJsonLd(view)) as Graph;
const fact = (graph: Graph, id: string) =>
  graph['@graph'].find((node) => node['@id'] === `https://news.example/v1/stories/troops/facts/${id}`);

function nodesWithin(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesWithin);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesWithin)];
}

/** The properties of each type of schema.org, with those of the types above it, as schema-dts declares them. */
function readVocabulary(): ReadonlyMap<string, ReadonlySet<string>> {
  const text = readFileSync(
    createRequire(import.meta.url)
      .resolve('schema-dts')
      .replace(/\.js$/, '.d.ts'),
    'utf8',
  );
  const declared = new Map<string, { parents: string[]; own: string[] }>();
  for (const [, name = '', parents = '', body = ''] of text.matchAll(
    /interface (\w+) extends ([^{]+) \{\n(.*?)^\}/gms,
  )) {
    const own = [...body.matchAll(/^ {4}"([^"]+)"\?:/gm)].map(([, property = '']) => property);
    declared.set(name, { parents: parents.split(', '), own });
  }
  const all = (name: string): string[] => {
    const { parents = [], own = [] } = declared.get(name) ?? {};
    return [...own, ...parents.flatMap(all)];
  };
  const leaves = [...declared.keys()].filter((name) => name.endsWith('Leaf'));
  return new Map(leaves.map((name) => [name.slice(0, -'Leaf'.length), new Set(all(name))]));
}

describe('a story as JSON-LD', () => {
  let view: StoryView;
  let graph: Graph;

  beforeAll(async () => {
    view = await viewOf(recorded(wholeStory));
    graph = graphOf(view);
  });

  test('uses no type and no property that schema.org does not know for that type', () => {
    const vocabulary = readVocabulary();
    for (const { '@type': type, '@id': id, ...properties } of nodesWithin(graph['@graph'])) {
      if (type === undefined) {
        expect([typeof id, properties]).toEqual(['string', {}]);
        continue;
      }
      const known = vocabulary.get(type);
      expect([type, known === undefined]).toEqual([type, false]);
      expect([type, Object.keys(properties).filter((name) => known?.has(name) !== true)]).toEqual([type, []]);
    }
  });

  test('expands with each term in its place, and points to no node that is not there', async () => {
    // No network: a vocabulary is what the context of schema.org comes to for terms without a type of their own.
    const document = { '@context': { '@vocab': 'https://schema.org/' } };
    const documentLoader = (documentUrl: string) => Promise.resolve({ contextUrl: null, documentUrl, document });
    const expanded = await jsonld.expand(graph, { safe: true, documentLoader });
    expect(expanded).toHaveLength(view.facts.length);
    const nodes = nodesWithin(graph['@graph']);
    const there = new Set(nodes.flatMap((node) => (node['@type'] === undefined ? [] : [node['@id']])));
    for (const node of nodes) expect([node['@id'], there.has(node['@id'])]).toEqual([node['@id'], true]);
  });

  test('tells the story as a live blog', () => {
    const [story] = graph['@graph'];
    expect(story).toMatchObject({
      '@type': 'LiveBlogPosting',
      headline: 'The troops',
      inLanguage: 'en',
      datePublished: '2024-10-28T21:00:00.000000Z',
      dateModified: '2024-10-28T21:00:15.000000Z',
      version: 16,
    });
    expect(nodesWithin(story).filter((node) => node['@type'] === 'BlogPosting')).toHaveLength(view.facts.length - 1);
  });

  test('tells a figure as a claim of who gave it, with bounds, and says that they are exclusive', () => {
    expect(fact(graph, 'second')).toMatchObject({
      '@type': 'Claim',
      creativeWorkStatus: 'superseded',
      isBasedOn: { '@id': 'https://news.example/v1/stories/troops/facts/first' },
      author: [
        { '@type': 'Person', name: 'Sabrina Singh', jobTitle: 'deputy spokeswoman' },
        { '@type': 'Organization' },
      ],
      datePublished: '2024-10-28',
      about: {
        '@type': 'Observation',
        variableMeasured: { '@type': 'StatisticalVariable', name: 'Troops in Russia' },
        value: {
          minValue: 600_000,
          unitText: 'troops',
          description: 'about more than 600,000 troops; more than 600000; in words: over 600,000',
        },
        observationAbout: { name: 'Kursk region', sameAs: 'http://www.wikidata.org/entity/Q3202' },
      },
    });
    expect(fact(graph, 'withdrawn')).not.toHaveProperty('about');
  });

  test('tells words as a quotation, and gives nobody the words of the narrator', () => {
    expect(fact(graph, 'says')).toMatchObject({
      text: 'Troops were sent',
      appearance: [{ '@id': 'https://news.example/v1/stories/troops/facts/article' }],
      hasPart: {
        '@type': 'Quotation',
        text: 'we believe',
        inLanguage: 'en',
        spokenByCharacter: [{ name: 'Sabrina Singh' }, { name: 'US Department of Defense' }],
        description: 'as translated; in doubt: two readings',
      },
    });
    const denial = fact(graph, 'denies');
    expect(denial).toMatchObject({ '@type': 'Comment', keywords: 'denied', hasPart: { text: 'nonsense' } });
    expect(denial?.['hasPart']).not.toHaveProperty('spokenByCharacter');
    expect(denial).not.toHaveProperty('author');
  });

  test('tells corrections, and keeps out what was taken back save for why', () => {
    const comments = nodesWithin(graph['@graph']).filter((node) => node['@type'] === 'CorrectionComment');
    expect(comments.map(({ text }) => text)).toEqual([
      expect.stringContaining('Its title was “Troops”, and is “The troops”.'),
      expect.stringContaining('We retracted the statement “warns”: It was another story.'),
      expect.stringContaining('Its scope was “in the east”, and is “in the west”.'),
    ]);
    expect(fact(graph, 'warns')).toBeUndefined();
    expect(renderJsonLd(view)).not.toContain('It will grow');
  });

  test('holds any text, gives it back, and never ends the script that it stands in', async () => {
    await fc.assert(
      fc.asyncProperty(hostileTexts, async (texts) => {
        let at = 0;
        const hostile = await viewOf(recorded(respelt(wholeStory, () => texts[at++ % texts.length] ?? 'x')));
        expect(renderJsonLd(hostile)).not.toContain('<');
        const found = graphOf(hostile);
        expect(found['@graph'][0]).toMatchObject({ headline: hostile.header.title });
        for (const { key, kind, doc } of hostile.facts) {
          if (kind === 'claim') expect(fact(found, key)).toMatchObject({ text: doc.data.proposition });
          if (kind === 'occurrence') expect(fact(found, key)).toMatchObject({ name: doc.data.what });
        }
      }),
      { numRuns: 50 },
    );
  });
});
