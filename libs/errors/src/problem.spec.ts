import { catalogue } from './catalogue.js';
import type { ErrorCode } from './catalogue.js';
import { problemOf } from './problem.js';
import { accepted, refused, RefusalError } from './refusal.js';
import { StoppingError } from './stopping-error.js';

const codes = Object.keys(catalogue) as ErrorCode[];

describe('problemOf', () => {
  test('tells a refusal as problem details, with what the catalogue says of its code', () => {
    expect(problemOf({ code: 'wrong-version', detail: 'Now at 3.', facts: { currentVersion: 3 } })).toEqual({
      type: 'urn:newsledger:error:wrong-version',
      title: 'The story is not at the expected version',
      status: 412,
      detail: 'Now at 3.',
      code: 'wrong-version',
      retryable: false,
      currentVersion: 3,
    });
  });

  test('tells every error in the input', () => {
    const errors = [{ pointer: '/events/0/id', code: 'event-id', detail: 'must be an id' }];
    expect(problemOf({ code: 'invalid-events', detail: 'x', errors })).toMatchObject({ status: 422, errors });
  });

  test('has no member for errors where there are none', () => {
    expect(problemOf({ code: 'overloaded', detail: 'x' })).not.toHaveProperty('errors');
  });
});

describe('the catalogue', () => {
  // By hand, from what is promised for each status.
  test.each([
    ['malformed-json', 400],
    ['invalid-query', 400],
    ['key-missing', 401],
    ['key-lacks-scope', 403],
    ['story-unknown', 404],
    ['fact-unknown', 409],
    ['order-cycle', 409],
    ['correction-leaves-invalid', 409],
    ['epoch-differs', 409],
    ['wrong-version', 412],
    ['event-too-large', 413],
    ['wrong-media-type', 415],
    ['invalid-events', 422],
    ['batch-over-rate', 413],
    ['rate-limited', 429],
    ['ledger-unavailable', 503],
    ['keys-unavailable', 503],
    ['position-not-reached', 503],
  ] as const)('gives %s the status %i', (code, status) => {
    expect(catalogue[code].status).toBe(status);
  });

  test.each(codes)('says of %s in words what is wrong, and that only what may pass may be tried again', (code) => {
    const { status, retryable, title } = catalogue[code];
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(retryable).toBe(status === 429 || status >= 500);
  });

  test('has a title for each code', () => {
    expect(new Set(codes.map((code) => catalogue[code].title)).size).toBe(codes.length);
  });
});

describe('a result', () => {
  test('is a value or a refusal', () => {
    expect(accepted(7)).toEqual({ ok: true, value: 7 });
    expect(refused({ code: 'overloaded', detail: 'x' })).toEqual({
      ok: false,
      refusal: { code: 'overloaded', detail: 'x' },
    });
  });
});

describe('an error that carries a refusal', () => {
  test('says its code and its detail', () => {
    const error = new RefusalError({ code: 'overloaded', detail: 'Too much waits.' });
    expect([error.name, error.message]).toEqual(['RefusalError', 'overloaded: Too much waits.']);
    expect(new StoppingError('No database.').name).toBe('StoppingError');
  });
});
