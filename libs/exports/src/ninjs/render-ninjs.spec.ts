import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { hostileTexts } from '../hostile-text.js';
import { recorded, respelt, viewOf, wholeStory } from '../story-view-examples.js';
import type { StoryView } from '../story-view.js';
import type { NewsItem } from './news-item.js';
import { renderNinjs } from './render-ninjs.js';

const schema = JSON.parse(
  readFileSync(new URL('../../test-data/ninjs-schema_3.1.json', import.meta.url), 'utf8'),
) as object;

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: {
    uri: (text: string) => URL.canParse(text) && !/[\s<>"{}|\\^`]/.test(text),
    'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  },
});
// The schema points to it for the shapes of places, of which we give none.
ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', not: {} });
const validate = ajv.compile(schema);

function itemOf(view: StoryView): NewsItem {
  const item = JSON.parse(renderNinjs(view)) as NewsItem;
  validate(item);
  expect(validate.errors).toBeNull();
  return item;
}

const fact = (item: NewsItem, id: string) =>
  item.associations?.find(({ uri }) => uri === `urn:newsledger:main:troops:${id}`);

describe('a story as ninjs', () => {
  let view: StoryView;
  let item: NewsItem;

  beforeAll(async () => {
    view = await viewOf(recorded(wholeStory));
    item = itemOf(view);
  });

  test('is one item with one for each fact beside it', () => {
    expect(item).toMatchObject({
      standard: { name: 'ninjs', version: '3.1' },
      uri: 'urn:newsledger:main:troops',
      version: '16',
      pubStatus: 'usable',
      language: 'en',
      headlines: [{ value: 'The troops' }],
      firstCreated: '2024-10-28T21:00:00.000000Z',
      versionCreated: '2024-10-28T21:00:15.000000Z',
      infoSources: [{ name: 'A paper', role: 'publisher' }],
    });
    expect(item.associations?.map(({ uri }) => uri.split(':').at(-1))).toEqual(view.facts.map(({ key }) => key));
  });

  test('names people, organisations and places once, and nobody of whom it is not known which', () => {
    expect(item.people).toEqual([{ name: 'Sabrina Singh', literal: 'singh' }]);
    expect(item.organisations).toEqual([
      { name: 'US Department of Defense', uri: 'http://www.wikidata.org/entity/Q11209', literal: 'us-dod' },
      { name: 'Brussels' },
      { name: 'Russia', literal: 'russia' },
    ]);
    expect(item.places?.map(({ name }) => name)).toEqual(['Kursk region', 'Kyiv']);
  });

  test('notes what was corrected and killed, and cancels the item of what was taken back', () => {
    expect(item.edNote?.split('\n')).toEqual([
      expect.stringMatching(/^CORRECTION: .* Its scope was “in the east”, and is “in the west”\./),
      expect.stringMatching(/^CORRECTION: .* Its title was “Troops”, and is “The troops”\./),
      expect.stringMatching(/^KILL: We retracted the statement “warns”: It was another story\./),
    ]);
    expect(fact(item, 'second')).toMatchObject({
      versionCreated: '2024-10-28T21:00:12.000000Z',
      edNote: expect.stringContaining('CORRECTION') as string,
    });
    expect(fact(item, 'warns')).toMatchObject({ pubStatus: 'canceled', name: 'warns' });
    expect(renderNinjs(view)).not.toContain('It will grow');
  });

  test('holds any text, and gives it back', async () => {
    await fc.assert(
      fc.asyncProperty(hostileTexts, async (texts) => {
        let at = 0;
        const hostile = await viewOf(recorded(respelt(wholeStory, () => texts[at++ % texts.length] ?? 'x')));
        const found = itemOf(hostile);
        expect(found.title).toBe(hostile.header.title);
        for (const { key, kind, doc } of hostile.facts) {
          if (kind === 'claim') expect(fact(found, key)?.headlines).toEqual([{ value: doc.data.proposition }]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
