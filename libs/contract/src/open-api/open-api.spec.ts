import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogue } from '#errors';
import type { ErrorCode } from '#errors';
import { eventVersions } from '#events';
import { auditing } from './auditing.js';
import { openApi } from './open-api.js';
import { publishing, reading } from './routes.js';
import { streaming, streamToken } from './streaming.js';
import { webhookRoutes } from './webhooks.js';

interface Operation {
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
  readonly requestBody?: { readonly content: Record<string, { readonly examples: Record<string, { value: object }> }> };
}

const document = openApi() as {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
};
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
ajv.addKeyword('components');
ajv.addSchema({ $id: 'https://newsledger.example/openapi.json', components: document.components });
const acceptsPublish = ajv.compile({ $ref: 'https://newsledger.example/openapi.json#/components/schemas/Publish' });
const operation = document.paths[publishing.path]!['post']!;

describe('the OpenAPI document', () => {
  test('is OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe('3.1');
  });

  test.each(Object.keys(document.components.schemas))('has a schema %s that can be read', (name) => {
    expect(ajv.compile({ $ref: `https://newsledger.example/openapi.json#/components/schemas/${name}` })).toBeInstanceOf(
      Function,
    );
  });

  test('takes every example of every event as a publish', () => {
    for (const { type, version, examples } of eventVersions) {
      const events = examples.map((data) => ({ type, schemaVersion: version, data, id: 'a' }));
      expect(acceptsPublish({ events }) || acceptsPublish.errors).toBe(true);
    }
  });

  test('takes its own examples', () => {
    const examples = Object.values(operation.requestBody!.content['application/json']!.examples);
    expect(examples.length).toBeGreaterThan(3);
    for (const { value } of examples) expect(acceptsPublish(value) || acceptsPublish.errors).toBe(true);
  });

  test.each([
    ['no events', { events: [] }],
    ['an unknown type', { events: [{ type: 'StoryBurnt', data: {} }] }],
    ['an unknown field of the body', { events: [{ type: 'StoryRetitled', data: { title: 'x' } }], story: 'a' }],
    ['an unknown field of the envelope', { events: [{ type: 'StoryRetitled', data: { title: 'x' }, version: 1 }] }],
    ['an unknown field of the data', { events: [{ type: 'StoryRetitled', data: { title: 'x', lead: 'a' } }] }],
    [
      'the older words in the current version',
      { events: [{ type: 'StoryLinked', data: { to: 'a', relation: 'follows' } }] },
    ],
    ['an id that is none', { events: [{ type: 'StoryRetitled', data: { title: 'x' }, id: 'a b' }] }],
  ])('refuses a publish with %s', (_what, body) => {
    expect(acceptsPublish(body)).toBe(false);
  });

  test('says of the file of a story what it is, and that it leads nowhere else', () => {
    const [story, file] = ['/v1/stories/{story}', '/v1/stories/{story}.{suffix}'].map(
      (path) => document.paths[path]!['get']!.responses,
    );
    const types = ['json', 'ld+json', 'atom+xml', 'ninjs+json'].map((type) => `application/${type}`);
    for (const responses of [story, file])
      expect(Object.keys(responses!['200']!.content!).sort()).toEqual([...types, 'text/csv'].sort());
    expect([Object.keys(story!).includes('302'), Object.keys(file!).includes('302')]).toEqual([true, false]);
    expect([Object.keys(story!).includes('406'), Object.keys(file!).includes('406')]).toEqual([true, false]);
  });

  test('names every refusal of the catalogue, under its status', () => {
    const routes = [publishing, streaming, streamToken, ...reading, ...webhookRoutes, ...auditing];
    const told = new Set<ErrorCode>(routes.flatMap(({ refuses }) => refuses));
    // Of addresses that are none, no route can tell.
    expect([...told, 'route-unknown'].sort()).toEqual(Object.keys(catalogue).sort());
    expect(operation.responses['412']!.content!['application/problem+json']!.schema).toMatchObject({
      properties: { code: { enum: ['wrong-version'] } },
    });
  });
});
