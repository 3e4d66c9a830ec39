import type { NewEvent } from '#events';
import { attributions, concerned, instead, times } from './step-fields.js';
import {
  by,
  closed,
  corrected,
  filed,
  inOrder,
  issued,
  linked,
  opened,
  positioned,
  raised,
  reopened,
  reported,
  retitled,
  retracted,
  revised,
  stated,
  summarised,
  troops,
} from './story-examples.js';

/** Those that make chains and take them apart come more often. */
export const stepTypes = [
  'issue',
  'state',
  'revise',
  'correct',
  'open',
  'retract',
  'file',
  'raise',
  'revise',
  'correct',
  'take-position',
  'take-position',
  'report',
  'correct',
  'retract',
  'retract',
  'revise',
  'retitle',
  'summarise',
  'link',
  'close',
  'reopen',
  'reopen',
] as const;

/** What somebody tries to publish next. The numbers pick among what stands before it, so that most of it fits. */
export interface Step {
  readonly type: (typeof stepTypes)[number];
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
  raised('claim'),
  positioned('confirmed', 'claim', { saidIn: 'said' }),
  reported('meeting'),
];

/** The events that steps make behind other events, with ids that begin with a letter of their own. */
export function eventsOf(steps: readonly Step[], past: readonly NewEvent[], letter: string): NewEvent[] {
  const all = [...past];
  for (const step of steps) all.push(eventOf(step, all, `${letter}${all.length}`));
  return all.slice(past.length);
}

const beside = ['ClaimRaised', 'ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed', 'OccurrenceReported'] as const;
const positions = ['ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed'] as const;

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
  const claim = (at: number) => pick(at, 'ClaimRaised');
  const told = (at: number) => pick(at, 'StatementIssued', 'EstimateIssued', 'EstimateRevised', ...beside);
  const timed = (at: number) =>
    pick(at, 'SourceFiled', 'StatementIssued', 'EstimateIssued', 'EstimateRevised', ...beside);
  const choose = <T>(at: number, ...options: T[]): T => options[(picks[at] ?? 0) % options.length] as T;
  const date = choose(6, ...times);
  const order = choose<{ before?: string[]; after?: string[] }>(
    4,
    { after: [timed(1)] },
    { before: [timed(1)] },
    { before: [timed(1)], after: [timed(2)] },
  );
  const time = choose(7, inOrder(order), { ...date, ...order }, date);
  const who = choose(8, ...attributions);
  const meeting = pick(2, 'OccurrenceReported');
  const said = choose(
    5,
    {},
    { by: who, when: time },
    { saidIn: statement(1) },
    { by: who },
    { by: { ...by, at: meeting }, cites: [{ source: pick(1, 'SourceFiled') }] },
  );
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
    case 'raise':
      return raised(id, { ...said, concerns: choose(3, ...concerned), implies: [claim(2)] });
    case 'take-position':
      return positioned(id, claim(0), said, choose(3, ...positions));
    case 'report':
      return reported(id, said);
    case 'retitle':
      return retitled(id, choose(1, 'North Korean troops', 'Troops in Kursk'));
    case 'summarise':
      return summarised(id, choose<object>(5, {}, { lead: figure(1) }, { keyFacts: [told(1), told(2)] }));
    case 'link':
      return linked(id, choose(1, 'aid', 'sanctions'));
    case 'close':
      return closed(id);
    case 'reopen':
      return reopened(id);
    case 'retract':
      return retracted(
        id,
        choose(
          5,
          figure(0),
          pick(0, ...positions),
          figure(0),
          timed(0),
          told(0),
          pick(0, 'StoryLinked'),
          pick(0, 'StoryClosed'),
        ),
      );
    case 'correct':
      return choose(
        5,
        corrected(
          id,
          pick(0, 'StorySummarised', 'StoryRetitled', 'StoryOpened'),
          choose<object>(1, { title: 'T' }, { summary: 'S' }),
        ),
        corrected(id, pick(0, 'StorySummarised'), { lead: figure(1), keyFacts: null }),
        corrected(id, claim(0), { implies: [claim(1)] }),
        corrected(id, pick(0, ...positions), choose<object>(1, { strength: 'believed' }, { claim: 'claim' })),
        corrected(id, pick(0, 'OccurrenceReported'), { what: choose(1, 'They spoke', 'They met') }),
        corrected(
          id,
          pick(0, 'EstimateRevised'),
          choose<object>(
            1,
            { cause: 'withdrawn', quantity: null },
            { cause: 'issuer-error', quantity: { value: 7, unit: 'troops' } },
          ),
        ),
        corrected(id, figure(0), { scope: choose(1, 'all', 'some') }),
        corrected(id, timed(0), { when: time }),
        corrected(id, timed(0), { when: { ...date, before: null, after: null } }),
        corrected(id, statement(0), { when: choose<object | null>(3, time, null) }),
        corrected(id, claim(0), choose<object>(3, { concerns: choose(8, ...concerned) }, { when: time }, { by: who })),
        corrected(id, claim(0), { by: null, when: null, saidIn: null, cites: null }),
        corrected(id, choose(3, statement(0), pick(0, ...positions)), { saidIn: null, by: instead(who) }),
        corrected(id, pick(0, ...positions), { saidIn: statement(1), by: null, when: null, cites: null }),
        corrected(id, pick(0, 'SourceFiled'), { published: time }),
        corrected(id, timed(0), { saidIn: statement(1), by: null, when: null, cites: null }),
        corrected(id, timed(0), { saidIn: null, by, when: time }),
        corrected(id, figure(0), { partOf: figure(1) }),
        corrected(id, pick(0, 'FactCorrected'), { reason: 'Other' }),
        corrected(id, pick(0), choose<object>(1, { metric: troops }, { title: 'Other' }, { proposition: '' })),
      );
  }
}
