import type { Said } from '#events';
import { pentagon } from './stored-examples.js';
import { utteranceOf } from './utterance.js';

const when = { edtf: '2024', basis: 'stated' as const };
const statements: Readonly<Record<string, Said>> = {
  outer: { by: pentagon, when, cites: [{ source: 'article' }] },
  inner: { saidIn: 'outer' },
  one: { saidIn: 'other' },
  other: { saidIn: 'one' },
};
const find = (id: string) => statements[id];

describe('utteranceOf', () => {
  test('is the own attribution, time and citations of a fact', () => {
    expect(utteranceOf({ by: pentagon, when }, find)).toEqual({ by: pentagon, when });
  });

  test.each(['outer', 'inner'])('is that of the statement %s, or of the one that it is said in', (saidIn) => {
    expect(utteranceOf({ saidIn }, find)).toEqual(statements['outer']);
  });

  test('is empty where the statement is not there', () => {
    expect(utteranceOf({ saidIn: 'nothing' }, find)).toEqual({});
  });

  test('comes to an end where statements are said in each other', () => {
    expect(utteranceOf({ saidIn: 'one' }, find)).toEqual({});
  });
});
