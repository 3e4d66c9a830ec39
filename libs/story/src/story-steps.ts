import type { NewEvent } from '#events';
import { by, corrected, filed, inOrder, issued, opened, revised, stated, troops } from './story-examples.js';

/** What somebody tries to publish next. The numbers pick among what stands before it, so that most of it fits. */
export interface Step {
  readonly type: 'open' | 'file' | 'issue' | 'revise' | 'state' | 'correct';
  readonly picks: readonly number[];
  /** Where it is `astray`, the pick is of another kind, of an id that is taken, or of what is not there. */
  readonly luck: readonly number[];
}

// Not 0: what generates numbers likes the ends of their range.
const astray = 7;

/** Facts that later ones can name, in a story that is open. */
export const beginning: readonly NewEvent[] = [
  opened('story'),
  filed('article'),
  stated('said'),
  issued('first', { saidIn: 'said' }),
  stated('later', { when: inOrder({ after: ['said'] }) }),
];

/** The events that steps make behind other events, with ids that begin with a letter of their own. */
export function eventsOf(steps: readonly Step[], past: readonly NewEvent[], letter: string): NewEvent[] {
  const all = [...past];
  for (const step of steps) all.push(eventOf(step, all, `${letter}${all.length}`));
  return all.slice(past.length);
}

function eventOf({ type, picks, luck }: Step, before: readonly NewEvent[], own: string): NewEvent {
  const any = ['nothing', own, ...before.map(({ id }) => id)];
  const pick = (at: number, ...types: NewEvent['type'][]): string => {
    const fitting = before.filter((one) => types.includes(one.type)).map(({ id }) => id);
    const among = luck[at] === astray || fitting.length === 0 ? any : fitting;
    // The latest ones are picked most, so that chains and orders grow long.
    return among[among.length - 1 - (Math.floor((picks[at] ?? 0) ** 2 / 100) % among.length)] ?? 'nothing';
  };
  const statement = (at: number) => pick(at, 'StatementIssued');
  const figure = (at: number) => pick(at, 'EstimateIssued', 'EstimateRevised');
  const timed = (at: number) => pick(at, 'SourceFiled', 'StatementIssued', 'EstimateIssued', 'EstimateRevised');
  const choose = <T>(at: number, ...options: T[]): T => options[(picks[at] ?? 0) % options.length] as T;
  const time = choose(
    4,
    inOrder({ after: [timed(1)] }),
    inOrder({ before: [timed(1)] }),
    inOrder({ before: [timed(1)], after: [timed(2)] }),
  );
  const said = choose(5, {}, { when: time }, { saidIn: statement(1) });
  const id = luck[4] === astray ? pick(3) : own;
  switch (type) {
    case 'open':
      return opened(id);
    case 'file':
      return filed(id, { published: time });
    case 'issue':
      return issued(id, {
        ...said,
        ...(luck[3] === astray ? { metric: { ...troops, unit: 'men' } } : { partOf: figure(2) }),
      });
    case 'revise':
      return revised(id, luck[2] === astray ? id : figure(0), {
        ...said,
        ...(luck[3] === astray ? { metric: { ...troops, id: 'advance' } } : {}),
      });
    case 'state':
      return stated(id, { ...said, compares: [{ subject: figure(2), relation: 'greater', to: figure(3) }] });
    case 'correct':
      return choose(
        5,
        corrected(id, figure(0), { scope: choose(1, 'all', 'some') }),
        corrected(id, timed(0), { when: time }),
        corrected(id, statement(0), { when: choose<object | null>(3, time, null) }),
        corrected(id, pick(0, 'SourceFiled'), { published: time }),
        corrected(id, timed(0), { saidIn: statement(1), by: null, when: null, cites: null }),
        corrected(id, timed(0), { saidIn: null, by, when: time }),
        corrected(id, figure(0), { partOf: figure(1) }),
        corrected(id, pick(0, 'FactCorrected'), { reason: 'Other' }),
        corrected(id, pick(0), choose<object>(1, { metric: troops }, { title: 'Other' }, { proposition: '' })),
      );
  }
}
