import { tellOrigin } from './tell-origin.js';
import type { FactOrigin } from './tell-origin.js';

const doc = (title: string) => ({ id: 'a', position: 1, recordedAt: '2024-10-28T21:05:00Z', data: { title } });
const origin: FactOrigin = {
  story: 'troops',
  kind: 'title',
  fact: doc('Troops again'),
  sources: [],
  recordedBy: 'k_1',
  visibleAt: '2024-10-28T21:05:01Z',
  history: [
    { from: 1, until: 4, recordedAt: '2024-10-28T21:05:00Z', doc: doc('Troops') },
    { from: 4, recordedAt: '2024-10-29T21:05:00Z', doc: doc('Troops again') },
  ],
};

const told = (asOf?: string) => tellOrigin(origin, (claim) => claim, asOf).join(' ');

test('what is known of a fact is known to now, or to the moment that is asked about', () => {
  expect(told()).toContain('From position 4, 29 October 2024, 21:05 UTC, to now: ');
  expect(told('5')).not.toContain('to now');
  expect(told('5').replace(/\s+/g, ' ')).toContain(', to the moment that is asked about: ');
  expect(told('5')).toContain('up to position 3');
});
