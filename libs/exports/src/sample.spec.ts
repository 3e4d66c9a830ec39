import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { exportFormats } from './export-formats.js';
import { recorded, viewOf } from './story-view-examples.js';
import type { SentFact } from './story-view-examples.js';
import type { StoryView } from './story-view.js';

const sample = new URL('../../../apps/cli/sample/story.json', import.meta.url);

describe('the sample story', () => {
  let view: StoryView;

  beforeAll(async () => {
    const { story, batches } = JSON.parse(await readFile(sample, 'utf8')) as { story: string; batches: SentFact[][] };
    view = await viewOf(recorded(batches.flat(), story));
  });

  test.each(Object.entries(exportFormats))('as %s is the same bytes for the same view', (_suffix, { render }) => {
    const before = JSON.stringify(view);
    expect(render(JSON.parse(before) as StoryView)).toBe(render(view));
    expect(JSON.stringify(view)).toBe(before);
  });

  test('as CSV has each fact, and its 2 figures of the troops', () => {
    const lines = parse<Record<string, string>>(exportFormats.csv.render(view), { columns: true });
    expect(lines).toHaveLength(view.facts.length + view.corrections.length);
    const troops = lines.filter((line) => line['metric_id'] === 'dprk-troops-in-russia');
    expect(troops.map((line) => [line['value'], line['status']])).toEqual([
      ['3000', 'superseded'],
      ['10000', 'current'],
    ]);
  });

  test('as Atom is well formed, with an entry for each fact', () => {
    let entries = 0;
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => (entries += name === 'entry' ? 1 : 0));
    parser.write(exportFormats.atom.render(view)).close();
    expect(entries).toBe(view.facts.length);
  });

  test('as JSON-LD has a node for each fact, and one for the story', () => {
    const graph = JSON.parse(exportFormats.jsonld.render(view)) as { '@graph': object[] };
    expect(graph['@graph']).toHaveLength(view.facts.length + 1);
  });

  test('as ninjs is valid', async () => {
    const schema = new URL('../test-data/ninjs-schema_3.1.json', import.meta.url);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', not: {} });
    const validate = ajv.compile(JSON.parse(await readFile(schema, 'utf8')) as object);
    validate(JSON.parse(exportFormats.ninjs.render(view)));
    expect(validate.errors).toBeNull();
  });
});
