import { Place } from './place.js';

const message = (data: string, id?: string) => ({
  kind: 'message' as const,
  event: 'change',
  data,
  ...(id === undefined ? {} : { id }),
});

describe('the place in a stream', () => {
  test('moves with the ids of messages, and never back', () => {
    const place = new Place('one', 3);
    const taken = [message('1', '3'), message('2', '5'), message('3'), message('4', '4'), message('5', '6')];
    expect(taken.map((one) => place.take(one)?.data)).toEqual([undefined, 2, 3, undefined, 5]);
    expect(place.reached).toBe(6);
  });

  test('is where the server begins only as long as nothing was reached', () => {
    const place = new Place(undefined, undefined);
    place.open('one', 4);
    place.open('one', 9);
    expect([place.epoch, place.reached]).toEqual(['one', 4]);
  });

  test('moves with ids that come without a message, and never back', () => {
    const place = new Place('one', undefined);
    place.move('0');
    expect(place.reached).toBe(0);
    place.move('4');
    place.move('3');
    expect(place.reached).toBe(4);
    expect(() => place.move('x')).toThrow('unreadable');
  });

  test('is of one history, even where the server does not mind', () => {
    const place = new Place('one', 3);
    expect(() => place.open('two', undefined)).toThrow('epoch-differs');
  });

  test.each([
    ['no JSON', message('{', '1')],
    ['an id that is no position', message('{}', 'one')],
  ])('takes %s for no answer of Newsledger', (_what, wrong) => {
    expect(() => new Place('one', 0).take(wrong)).toThrow('unreadable');
  });
});
