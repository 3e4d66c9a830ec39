import fc from 'fast-check';
import { hostileText } from '../../../libs/exports/src/hostile-text.js';
import { legible, legibleJson } from './legible.js';
import { tellChanges } from './tell-changes.js';

const obeyed = /[^\P{Cc}\n]|\p{Bidi_Control}/u;

describe('what a terminal is given', () => {
  test('has nothing of a record in it that would move the cursor, colour or turn the text', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (title, sentence) => {
        const change = { change: 'opened', title, sentence, version: 1, position: 1, id: 'a', recordedAt: '' } as const;
        const told = tellChanges(legible({ story: 'a', title, version: 1 }), legible([change]), 'all');
        expect(told).not.toMatch(obeyed);
        expect(told.split('\n')[0]).toMatch(/^How “.*” changed \(a, now at version 1\):$/su);
      }),
    );
  });

  test('says where something is hidden, and keeps all else', () => {
    const answer = { title: 'a\u001b[31mb\u009bc\u202ed\r\ne', list: [1, null, true, 'שלום, “x” 🙂'] };
    expect(legible(answer)).toEqual({ title: 'a�[31mb�c�d e', list: [1, null, true, 'שלום, “x” 🙂'] });
  });

  test('as JSON means the same to the byte', () => {
    fc.assert(
      fc.property(hostileText, (title) => {
        const text = legibleJson({ title, list: [title] });
        expect(text).not.toMatch(obeyed);
        expect(JSON.parse(text)).toEqual({ title, list: [title] });
      }),
    );
  });
});
