import { hostileValues } from '../../../test/parts/hostile-values.js';
import { readNewWebhook, readReplay } from './read-webhook-body.js';

const read = (body: unknown) =>
  readNewWebhook(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), 'public');
const errorsOf = (body: unknown) => {
  const result = read(body);
  return result.ok ? [] : (result.refusal.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
};
const url = 'https://example.org/hook';

describe('the body of a new webhook', () => {
  test('is read with all its fields', () => {
    const body = { url, stories: ['a'], types: ['StoryOpened'], parties: ['nato'], after: 0, description: 'Ours' };
    expect(read(body)).toEqual({ ok: true, value: body });
    expect(read({ url: 'https://EXAMPLE.org' })).toEqual({ ok: true, value: { url: 'https://example.org/' } });
  });

  test.each<[unknown, readonly string[]]>([
    [{}, ['/url required']],
    [[], [' object']],
    [{ url: 'http://example.org/' }, ['/url url-scheme']],
    [{ url: 'https://10.0.0.1/' }, ['/url url-not-public']],
    [{ url, secret: 'whsec_' }, ['/secret unknown-field']],
    [{ url, __proto__x: 1, constructor: 2 }, ['/__proto__x unknown-field', '/constructor unknown-field']],
    [{ url, stories: [] }, ['/stories list']],
    [{ url, stories: 'a' }, ['/stories list']],
    [{ url, stories: ['NO SLUG'] }, ['/stories list']],
    [{ url, stories: Array<string>(101).fill('a') }, ['/stories list']],
    [{ url, types: ['StoryBurnt'] }, ['/types list']],
    [{ url, types: ['toString'] }, ['/types list']],
    [{ url, parties: [{}] }, ['/parties list']],
    [{ url, after: -1 }, ['/after position']],
    [{ url, after: 1.5 }, ['/after position']],
    [{ url, after: '3' }, ['/after position']],
    [{ url, description: ' ' }, ['/description text']],
    [{ url, description: 'a'.repeat(501) }, ['/description text']],
    [{ url: null, after: true }, ['/url null', '/after position']],
  ])('%j is refused: %j', (body, errors) => {
    expect(errorsOf(body)).toEqual(errors);
  });

  test.each([
    ['', 'malformed-json'],
    ['{', 'malformed-json'],
    [`{"url":"${url}","url":"${url}"}`, 'duplicate-key'],
    ['['.repeat(100), 'nested-too-deeply'],
  ])('%p is no body: %s', (body, code) => {
    expect(read(body)).toMatchObject({ refusal: { code } });
  });

  test('is read or refused whatever stands in it', () => {
    for (const value of hostileValues) {
      for (const name of ['url', 'stories', 'types', 'parties', 'after', 'description']) {
        const text = name === 'url' ? `{"url":${value}}` : `{"url":"${url}","${name}":${value}}`;
        const result = read(text);
        if (result.ok) expect(result.value).toEqual(JSON.parse(text));
        else expect(result.refusal.code).toMatch(/^(invalid-webhook|malformed-json|duplicate-key|nested-too-deeply)$/);
      }
    }
  });
});

describe('the body of a replay', () => {
  test('is a position', () => {
    expect(readReplay(Buffer.from('{"after":12}'))).toEqual({ ok: true, value: { after: 12 } });
    expect(readReplay(Buffer.from('{}'))).toMatchObject({
      refusal: { errors: [{ pointer: '/after', code: 'required' }] },
    });
    expect(readReplay(undefined)).toMatchObject({ refusal: { code: 'malformed-json' } });
  });
});
