import fc from 'fast-check';
import { sseParser } from './sse-parser.js';
import type { SseItem } from './sse-parser.js';

const lineEnd = fc.constantFrom('\n', '\r', '\r\n');
// Letters of one to four bytes, and what the format itself is made of.
const letter = fc.constantFrom('a', ' ', ':', 'é', '“', '€', '\u{1F4F0}', '\uFEFF');
const text = fc.array(letter, { maxLength: 8 }).map((letters) => letters.join(''));

const message = fc.record({
  kind: fc.constant('message' as const),
  event: fc.option(fc.constantFrom('change', 'position', 'é“\u{1F4F0}'), { nil: undefined }),
  data: fc.array(text, { minLength: 1, maxLength: 3 }),
  id: fc.option(fc.nat().map(String), { nil: undefined }),
});
const retry = fc.record({ kind: fc.constant('retry' as const), ms: fc.nat() });
const place = fc.record({ kind: fc.constant('place' as const), id: fc.nat().map(String) });
const silent = fc.record({
  kind: fc.constant('silent' as const),
  lines: fc.constantFrom([': beat'], [], ['event: a'], ['hint: a']),
});

type Said =
  | {
      readonly kind: 'message';
      readonly event: string | undefined;
      readonly data: string[];
      readonly id: string | undefined;
    }
  | { readonly kind: 'retry'; readonly ms: number }
  | { readonly kind: 'place'; readonly id: string }
  | { readonly kind: 'silent'; readonly lines: readonly string[] };

function linesOf(said: Said): readonly string[] {
  switch (said.kind) {
    case 'message':
      return [
        ...(said.id === undefined ? [] : [`id: ${said.id}`]),
        ...(said.event === undefined ? [] : [`event:${said.event}`]),
        ...said.data.map((line) => (line === '' ? 'data' : `data: ${line}`)),
        '',
      ];
    case 'retry':
      return [`retry: ${said.ms}`, ''];
    case 'place':
      return [`id: ${said.id}`, ': here', ''];
    case 'silent':
      return [...said.lines, ''];
  }
}

function itemsOf(said: Said): readonly SseItem[] {
  switch (said.kind) {
    case 'message': {
      const { event = 'message', data, id } = said;
      return [{ kind: 'message', event, data: data.join('\n'), ...(id === undefined ? {} : { id }) }];
    }
    case 'retry':
    case 'place':
      return [said];
    case 'silent':
      return [];
  }
}

/** Cuts bytes into pieces of these lengths, over and over; some are empty. */
function* piecesOf(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let [at, turn] = [0, 0]; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length]!;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

describe('the parser of a stream', () => {
  const streams = fc.array(fc.oneof(message, retry, place, silent), { maxLength: 12 });
  const lengths = fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }).filter((all) => all.some((length) => length > 0));

  test('reads what was said, wherever it is cut and however lines end', () => {
    fc.assert(
      fc.property(streams, fc.array(lineEnd, { minLength: 1 }), fc.boolean(), lengths, (said, ends, hasMark, cuts) => {
        const lines = said.flatMap(linesOf);
        const written = lines.map((line, at) => line + ends[at % ends.length]!).join('');
        // A bare CR before a bare LF would be one end of line, not two.
        fc.pre(
          !lines.some(
            (_, at) => ends[at % ends.length] === '\r' && lines[at + 1] === '' && ends[(at + 1) % ends.length] === '\n',
          ),
        );
        const parse = sseParser();
        const bytes = new TextEncoder().encode((hasMark ? '\uFEFF' : '') + written);
        const items = [...piecesOf(bytes, cuts)].flatMap((piece) => parse(piece));
        expect(items).toEqual(said.flatMap(itemsOf));
      }),
      { numRuns: 500 },
    );
  });

  test('tells no message that is not whole', () => {
    const parse = sseParser();
    expect(parse(new TextEncoder().encode('id: 1\ndata: {"a"'))).toEqual([]);
    expect(parse(new TextEncoder().encode(':1}\n'))).toEqual([]);
    expect(parse(new TextEncoder().encode('\n'))).toEqual([
      { kind: 'message', event: 'message', data: '{"a":1}', id: '1' },
    ]);
  });

  test('reads a long line without going over it again for each piece', () => {
    const parse = sseParser();
    const piece = new TextEncoder().encode('x'.repeat(1_000));
    parse(new TextEncoder().encode('data: '));
    const began = performance.now();
    for (let number = 0; number < 20_000; number += 1) parse(piece);
    const [item] = parse(new TextEncoder().encode('\n\n'));
    expect(item?.kind === 'message' && item.data.length).toBe(20_000_000);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
