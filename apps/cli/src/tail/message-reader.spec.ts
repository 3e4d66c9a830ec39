import fc from 'fast-check';
import { MessageReader } from './message-reader.js';

const readAll = (...texts: readonly string[]) => {
  const reader = new MessageReader();
  return texts.flatMap((text) => reader.read(text));
};

describe('a stream of server-sent events', () => {
  test('is read into messages', () => {
    const text =
      'retry: 2000\n: hello\n\nid: 7\nevent: StoryOpened\ndata: {"a":1}\n\ndata:x\ndata: y\n\nevent: nothing\n\n';
    expect(readAll(text)).toEqual([
      { id: '7', event: 'StoryOpened', data: '{"a":1}' },
      { id: undefined, event: 'message', data: 'x\ny' },
    ]);
  });

  test('says how long to wait before coming again', () => {
    const reader = new MessageReader();
    reader.read('retry: 2000\n');
    reader.read('retry: soon\n\n');
    expect(reader.retryMs).toBe(2_000);
  });

  test('has no message before its end came, nor an id with the character U+0000', () => {
    expect(readAll('id: 1\ndata: a\n')).toEqual([]);
    expect(readAll('id: 1\0\ndata: a\n\n')).toEqual([{ id: undefined, event: 'message', data: 'a' }]);
  });

  const field = fc.constantFrom(
    'id: 1',
    'data: a:b',
    'data:  c',
    'data',
    'event: x',
    ': said',
    ':',
    'other: y',
    '',
    '',
  );
  const end = fc.constantFrom('\n', '\r\n');

  test('is the same however it is cut, and whichever line ends it has', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(field, end)), fc.array(fc.nat()), (lines, cuts) => {
        const text = lines.flat().join('');
        const places = [
          0,
          ...cuts.map((cut) => cut % (text.length + 1)).sort((one, other) => one - other),
          text.length,
        ];
        const pieces = places.map((place, at) => text.slice(places[at - 1] ?? 0, place));
        expect(readAll(...pieces)).toEqual(readAll(lines.map(([line]) => `${line}\n`).join('')));
      }),
    );
  });
});
